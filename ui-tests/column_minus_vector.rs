//! error: shape mismatch: (Batch, _1) and (Batch,) are different shapes
//!
//! numpy would subtract every target from every prediction and give (Batch, Batch).
//! Repair: one shape for both, `predictions.sum(Axis::<1>) - &targets`.
use shapeful::{Tensor, axes, dim};
axes! { Batch = 64; }

fn main() {
    let predictions = Tensor::<(Batch, dim!(1))>::from_fn(|[n, _]| n as f32);
    let targets = Tensor::<(Batch,)>::from_fn(|[n]| n as f32);
    let errors = &predictions - &targets;
}
