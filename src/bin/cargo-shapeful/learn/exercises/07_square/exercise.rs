//! A square matrix is where other libraries keep quiet: with 5 inputs and 5 outputs each wrong transpose has the right size.
//! Two names of one size are two axes, and the compiler tells them apart.
//!
//! Forward, y = tanh(x · w). All three functions are wrong. Write the shapes down and repair them.
use shapeful::{Array, Tensor, axes};

axes! { pub Batch = 5; pub Inputs = 5; pub Outputs = 5; }

pub fn forward(x: &Array<(Batch, Inputs)>, w: &Array<(Inputs, Outputs)>) -> Tensor<(Batch, Outputs)> {
    x.matmul(w.t()).tanh()
}

/// `ds` is the gradient of x · w.
pub fn dx(ds: &Array<(Batch, Outputs)>, w: &Array<(Inputs, Outputs)>) -> Tensor<(Batch, Inputs)> {
    ds.matmul(w)
}

pub fn dw(x: &Array<(Batch, Inputs)>, ds: &Array<(Batch, Outputs)>) -> Tensor<(Inputs, Outputs)> {
    ds.t().matmul(x)
}

fn main() {
    println!("{:?}", forward(&Tensor::ones(), &Tensor::full(0.1)));
}
