//! error: shape mismatch: Channels does not fall into _0 equal groups, because Channels / _0 leaves _6
//!
//! The last number of the layer is how many groups there are, and without groups it is one that sees all channels.
//! Repair: `dim!(1)` group.
use shapeful::{Conv2d, Layer, Tensor, axes, dim};
axes! { Batch = 4; Channels = 6; Filters = 8; Height = 8; Width = 8; }
type Plain = Conv2d<Channels, Filters, dim!(3), dim!(3), dim!(1), dim!(1), dim!(1), dim!(0)>;

fn maps(conv: &Plain, x: &Tensor<(Batch, Channels, Height, Width)>) {
    let _ = conv.predict(x);
}

fn main() {}
