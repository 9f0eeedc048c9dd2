use shapeful::{Array, Tensor, axes, vjp};

axes! { pub Inputs = 4; pub Outputs = 3; }

pub fn dz_dx(w: &Array<(Inputs, Outputs), f64>) -> Tensor<(Outputs, Inputs), f64> {
    w.t().to_tensor()
}

pub fn dx(dz: &Array<(Outputs,), f64>, dz_dx: &Array<(Outputs, Inputs), f64>) -> Tensor<(Inputs,), f64> {
    vjp(dz, dz_dx)
}

fn main() {}
