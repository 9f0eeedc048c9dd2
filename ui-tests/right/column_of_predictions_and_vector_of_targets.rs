use shapeful::{Axis, Reduction, Tensor, axes, dim, mse_loss};
axes! { Batch = 64; }

fn main() {
    let predictions = Tensor::<(Batch, dim!(1))>::from_fn(|[n, _]| n as f32);
    let targets = Tensor::<(Batch,)>::from_fn(|[n]| n as f32);
    let (loss, dpredictions) = mse_loss(&predictions.sum(Axis::<1>), &targets, Reduction::Mean);
    assert_eq!((loss, dpredictions), (0.0, Tensor::zeros()));
}
