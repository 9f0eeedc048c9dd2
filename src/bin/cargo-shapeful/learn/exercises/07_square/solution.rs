use shapeful::{Array, Tensor, axes};

axes! { pub Batch = 5; pub Inputs = 5; pub Outputs = 5; }

pub fn forward(x: &Array<(Batch, Inputs)>, w: &Array<(Inputs, Outputs)>) -> Tensor<(Batch, Outputs)> {
    x.matmul(w).tanh()
}

pub fn dx(ds: &Array<(Batch, Outputs)>, w: &Array<(Inputs, Outputs)>) -> Tensor<(Batch, Inputs)> {
    ds.matmul(w.t())
}

pub fn dw(x: &Array<(Batch, Inputs)>, ds: &Array<(Batch, Outputs)>) -> Tensor<(Inputs, Outputs)> {
    x.t().matmul(ds)
}

fn main() {}
