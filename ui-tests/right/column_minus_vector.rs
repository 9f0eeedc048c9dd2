use shapeful::{Axis, Tensor, axes, dim};
axes! { Batch = 64; }

fn main() {
    let predictions = Tensor::<(Batch, dim!(1))>::from_fn(|[n, _]| n as f32);
    let targets = Tensor::<(Batch,)>::from_fn(|[n]| n as f32);
    let errors: Tensor<(Batch,)> = predictions.sum(Axis::<1>) - &targets;
    assert_eq!(errors, [0.0; 64]);
}
