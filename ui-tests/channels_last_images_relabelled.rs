//! error: shape mismatch: (Batch, Height, Width, Channels) cannot be relabelled (Batch, Channels, Height, Width), because the sizes differ
//!
//! The file has the channels last. Calling its axes otherwise does not move them.
//! Repair: `loaded.permute((Batch, Channels, Height, Width))`.
use shapeful::{Array, Tensor, axes};
axes! { Batch = 50; Channels = 3; Height = 32; Width = 32; }

fn main() {
    let loaded = Tensor::<(Batch, Height, Width, Channels)>::zeros();
    let images: &Array<(Batch, Channels, Height, Width)> = loaded.relabel();
}
