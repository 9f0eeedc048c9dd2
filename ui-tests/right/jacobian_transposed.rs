use shapeful::{Tensor, axes, jacobian, rel_error};
axes! { Outputs = 2; Inputs = 3; }

fn main() {
    let w = Tensor::<(Inputs, Outputs), f64>::from([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]);
    let x = Tensor::<(Inputs,), f64>::ones();
    let dz_dx: Tensor<(Outputs, Inputs), f64> = jacobian(|x| x.matmul(&w), &x);
    assert!(rel_error(&dz_dx, &w.t().to_tensor()) < 1e-9);
}
