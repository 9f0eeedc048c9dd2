//! error: shape mismatch: cannot broadcast (Channels,) to (Batch, Channels, Height, Width)
//!
//! A vector stretches along all but the last axis: gamma would scale the columns of the image, not its channels.
//! Repair: gamma as `(dim!(1), Channels, dim!(1), dim!(1))`.
use shapeful::{Tensor, axes};
axes! { Batch = 8; Channels = 16; Height = 16; Width = 16; }

fn main() {
    let x = Tensor::<(Batch, Channels, Height, Width)>::zeros();
    let gamma = Tensor::<(Channels,)>::ones();
    let y = &x * gamma.broadcast();
}
