use shapeful::{Tensor, axes, dim, jacobian};
axes! { Batch = 1; Channels = 1; Height = 2; Width = 2; }

fn main() {
    let x = Tensor::<(Batch, Channels, Height, Width), f64>::ones();
    let j: Tensor<(dim!(4), dim!(4)), f64> = jacobian(|x| x.tanh(), x.ravel());
    assert!((j[[1, 1]] - (1.0 - 1.0_f64.tanh().powi(2))).abs() < 1e-8 && j[[1, 2]] == 0.0);
}
