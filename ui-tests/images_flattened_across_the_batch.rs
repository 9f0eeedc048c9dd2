//! error: expected a tuple with 2 elements, found one with 1 element
//!
//! `ravel` merges all axes, the batch too, and one long vector is no batch of rows.
//! Repair: `images.flatten()`.
use shapeful::{Array, Tensor, axes, dim};
axes! { Batch = 4; Channels = 3; Height = 32; Width = 32; }

fn main() {
    let images = Tensor::<(Batch, Channels, Height, Width)>::zeros();
    let rows: &Array<(Batch, dim!(3072))> = images.ravel();
}
