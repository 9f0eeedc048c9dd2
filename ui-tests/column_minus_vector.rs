//! error: shape mismatch: (Batch, _1) and (Batch,) are different shapes
//!
//! numpy would subtract every target from every prediction and give (Batch, Batch).
//! Repair: one shape for both, `predictions.ravel() - &targets`.
use shapeful::{Tensor, axes, dim};
axes! { Batch = 64; }

fn main() {
    let predictions = Tensor::<(Batch, dim!(1))>::zeros();
    let targets = Tensor::<(Batch,)>::zeros();
    let errors = &predictions - &targets;
}
