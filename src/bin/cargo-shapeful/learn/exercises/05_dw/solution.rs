use shapeful::{Array, Tensor, axes};

axes! { pub Batch = 4; pub Pixels = 6; pub Classes = 3; }

pub fn dw(x: &Array<(Batch, Pixels)>, dout: &Array<(Batch, Classes)>) -> Tensor<(Pixels, Classes)> {
    x.t().matmul(dout)
}

fn main() {}
