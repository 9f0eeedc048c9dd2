//! error: shape mismatch: (Height + 2*_1 - _0) / _1 + 1 is not a size
//!
//! The pixels under a filter lie as far apart as the dilation says: 1 for neighbours. At 0 all would be the same pixel.
//! Repair: `dim!(1)` behind the padding.
use shapeful::{Conv2d, Layer, Tensor, axes, dim};
axes! { Batch = 4; Channels = 6; Filters = 8; Height = 8; Width = 8; }
type Plain = Conv2d<Channels, Filters, dim!(3), dim!(3), dim!(1), dim!(1), dim!(0)>;

fn maps(conv: &Plain, x: &Tensor<(Batch, Channels, Height, Width)>) {
    let _ = conv.predict(x);
}

fn main() {}
