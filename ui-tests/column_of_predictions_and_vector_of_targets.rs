//! error: expected `&Array<(Batch, _1)>`, found `&Tensor<(Batch,)>`
//!
//! numpy and PyTorch stretch both to (Batch, Batch), and every prediction learns the mean of all targets.
//! Repair: one shape for both, `mse_loss(&predictions.sum(Axis::<1>), &targets, Reduction::Mean)`.
use shapeful::{Reduction, Tensor, axes, dim, mse_loss};
axes! { Batch = 64; }

fn main() {
    let predictions = Tensor::<(Batch, dim!(1))>::from_fn(|[n, _]| n as f32);
    let targets = Tensor::<(Batch,)>::from_fn(|[n]| n as f32);
    let (loss, dpredictions) = mse_loss(&predictions, &targets, Reduction::Mean);
}
