//! error: shape mismatch: cannot broadcast (Batch,) to (Batch, _1)
//!
//! Even with `broadcast()` a vector counts as a row, and a row of 64 targets is no row of predictions.
//! Repair: `predictions.sum(Axis::<1>) - &targets`.
use shapeful::{Tensor, axes, dim};
axes! { Batch = 64; }

fn main() {
    let predictions = Tensor::<(Batch, dim!(1))>::zeros();
    let targets = Tensor::<(Batch,)>::zeros();
    let errors = &predictions - targets.broadcast();
}
