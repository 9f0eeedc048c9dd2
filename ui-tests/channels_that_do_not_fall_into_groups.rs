//! error: shape mismatch: Channels does not fall into _4 equal groups, because Channels / _4 leaves _2
//!
//! Each group of filters sees a group of channels, so the number of groups divides both.
//! Repair: `dim!(2)` groups.
use shapeful::{Conv2d, Layer, Tensor, axes, dim};
axes! { Batch = 4; Channels = 6; Filters = 8; Height = 8; Width = 8; }
type Grouped = Conv2d<Channels, Filters, dim!(3), dim!(3), dim!(1), dim!(1), dim!(1), dim!(4)>;

fn maps(conv: &Grouped, x: &Tensor<(Batch, Channels, Height, Width)>) {
    let _ = conv.predict(x);
}

fn main() {}
