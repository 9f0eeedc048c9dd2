use shapeful::{Tensor, axes};
axes! { Batch = 2; Features = 2; }

fn main() {
    let x = Tensor::<(Batch, Features)>::from([[0.0, 100.0], [2.0, 300.0]]);
    let mean = x.mean_keepdims(Batch);
    let deviation = x.var_keepdims(Batch).sqrt();
    let x_hat: Tensor<(Batch, Features)> = (&x - mean.broadcast()) / deviation.broadcast();
    assert_eq!(x_hat, [[-1.0, -1.0], [1.0, 1.0]]);
}
