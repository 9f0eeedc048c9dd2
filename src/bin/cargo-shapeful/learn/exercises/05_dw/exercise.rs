//! The gradient of w has the shape of w.
//!
//! Forward, out = x · w. Read dw off:
//!
//! x: (Batch, Pixels)     dout: (Batch, Classes)     dw: (Pixels, Classes)
use shapeful::{Array, Tensor, axes};

axes! { pub Batch = 4; pub Pixels = 6; pub Classes = 3; }

pub fn dw(x: &Array<(Batch, Pixels)>, dout: &Array<(Batch, Classes)>) -> Tensor<(Pixels, Classes)> {
    x.matmul(dout)
}

fn main() {
    println!("{:?}", dw(&Tensor::ones(), &Tensor::full(0.1)));
}
