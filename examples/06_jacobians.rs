//! 6. Jacobians: where the transposes in backpropagation come from. Run it with `cargo run --example 06_jacobians`.
use shapeful::{Tensor, axes, jacobian, jacobian_of_backward, jvp, rel_error, vjp};

axes! { Inputs = 3; Outputs = 2; Classes = 4; }

fn main() {
    let w = Tensor::<(Inputs, Outputs), f64>::from([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]);
    let b = Tensor::<(Outputs,), f64>::from([0.5, -0.5]);
    let x = Tensor::<(Inputs,), f64>::from([1.0, -1.0, 2.0]);

    // z = x·W + b. The Jacobian has an axis for what comes out, then one for what went in: it is Wᵀ.
    let z = |x: &shapeful::Array<(Inputs,), f64>| x.matmul(&w) + &b;
    let dz_dx: Tensor<(Outputs, Inputs), f64> = jacobian(z, &x);
    println!("∂z/∂x = {dz_dx:?}");
    println!("differs from Wᵀ by {:.1e}\n", rel_error(&dz_dx, &w.t().to_tensor()));

    // Row 0 is the gradient of the first output. A loss that depends on z through dz has the gradient dz·J = dz·Wᵀ:
    // backpropagation multiplies by the Jacobian without ever making it.
    let dz = Tensor::<(Outputs,), f64>::from([10.0, 1.0]);
    let dx: Tensor<(Inputs,), f64> = vjp(&dz, &dz_dx);
    println!("dz · J  = {dx:?}\ndz · Wᵀ = {:?}\n", dz.matmul(w.t()));

    // Forward mode goes the other way: how the outputs move when the inputs do.
    let step = Tensor::<(Inputs,), f64>::from([0.1, 0.0, 0.0]);
    println!("J · dx  = {:?}\n", jvp(&dz_dx, &step));

    // By the whole matrix the Jacobian has three axes: ∂z_j/∂W_ik is x_i where j is k, and 0 elsewhere.
    let dz_dw: Tensor<(Outputs, Inputs, Outputs), f64> = jacobian(|w| x.matmul(w) + &b, &w);
    println!("∂z/∂W = {dz_dw:?}\n");

    // The Jacobian of a softmax, exactly, from its backward function: diag(p) − p·pᵀ.
    let p = Tensor::<(Classes,), f64>::from([0.1, 0.2, 0.3, 0.4]);
    let dp: Tensor<(Classes, Classes), f64> =
        jacobian_of_backward(|dy| shapeful::ops::softmax_backward(dy, &p, Classes));
    println!("∂p/∂s = {dp:?}");
}
