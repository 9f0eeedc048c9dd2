//! A Jacobian has a row for each output and a column for each input: (Outputs, Inputs). Backpropagation multiplies by it from the
//! left, with the gradient of the outputs; that is where all the transposes come from.
//!
//! For z = x · w + b, with a single x of shape (Inputs,): which table, made of w, has the shape of dz/dx? And `jvp` asks
//! how the outputs move when the inputs do; `dx` wants the other way, a gradient of the outputs brought back to the inputs.
use shapeful::{Array, Tensor, axes, jvp};

axes! { pub Inputs = 4; pub Outputs = 3; }

pub fn dz_dx(w: &Array<(Inputs, Outputs), f64>) -> Tensor<(Outputs, Inputs), f64> {
    w.to_tensor()
}

pub fn dx(dz: &Array<(Outputs,), f64>, dz_dx: &Array<(Outputs, Inputs), f64>) -> Tensor<(Inputs,), f64> {
    jvp(dz_dx, dz)
}

fn main() {
    println!("{:?}", dx(&Tensor::ones(), &dz_dx(&Tensor::ones())));
}
