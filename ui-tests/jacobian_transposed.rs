//! error: expected `Tensor<(Inputs, Outputs), f64>`, found `Tensor<(Outputs, Inputs), f64>`
//!
//! A Jacobian has the axes of the outputs first. For z = x . w it is w^T.
//! Repair: `Tensor<(Outputs, Inputs), f64>`.
use shapeful::{Tensor, axes, jacobian};
axes! { Outputs = 2; Inputs = 3; }

fn main() {
    let w = Tensor::<(Inputs, Outputs), f64>::from([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]);
    let x = Tensor::<(Inputs,), f64>::ones();
    let dz_dx: Tensor<(Inputs, Outputs), f64> = jacobian(|x| x.matmul(&w), &x);
}
