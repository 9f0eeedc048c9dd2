//! error: shape mismatch: (Batch, Pixels) cannot be relabelled (Batch, Height, Width), because the sizes differ
//!
//! Relabelling gives each axis a name; it neither merges nor splits.
//! Repair: `rows.split::<(Height, Width)>()`.
use shapeful::{Array, Tensor, axes};
axes! { Batch = 64; Pixels = 784; Height = 28; Width = 28; }

fn main() {
    let rows = Tensor::<(Batch, Pixels)>::zeros();
    let images: &Array<(Batch, Height, Width)> = rows.relabel();
}
