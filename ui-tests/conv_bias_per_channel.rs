//! error: shape mismatch: cannot broadcast (Channels,) to (Positions, Filters)
//!
//! A filter sums over the channels, so the output has none: it has one map for each filter, and each map has one bias.
//! Repair: `Tensor::<(Filters,)>::ones()`.
use shapeful::{Tensor, axes, dim};
axes! { Positions = 64; Filters = 16; Channels = 16; Height = 3; Width = 3; }

fn main() {
    // A row is the patch of the image that a filter sees at one position.
    let patches = Tensor::<(Positions, dim!(144))>::ones();
    let w = Tensor::<(Filters, Channels, Height, Width)>::ones();
    let b = Tensor::<(Channels,)>::ones();
    let out = patches.matmul(w.flatten().t()) + b.broadcast();
}
