//! error: shape mismatch: (Batch, Pixels) cannot be relabelled (Pixels, Batch), because the sizes differ
//!
//! A reshape keeps the numbers in their order, so rows would become pieces of columns.
//! Repair: `x.t()`, or `x.t().to_tensor()`.
use shapeful::{Array, Tensor, axes};
axes! { Batch = 64; Pixels = 784; }

fn main() {
    let x = Tensor::<(Batch, Pixels)>::from_fn(|[n, m]| (1000 * n + m) as f32);
    let columns: &Array<(Pixels, Batch)> = x.relabel();
}
