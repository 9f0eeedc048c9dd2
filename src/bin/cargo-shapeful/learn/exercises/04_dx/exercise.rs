//! The gradient of x has the shape of x. That is the whole method: of all products of `dout` and `w`, one has that shape.
//!
//! Forward, out = x · w. Backward, `dout` says how the loss changes with out. Read dx off:
//!
//! dout: (Batch, Classes)     w: (Pixels, Classes)     dx: (Batch, Pixels)
use shapeful::{Array, Tensor, axes};

axes! { pub Batch = 4; pub Pixels = 6; pub Classes = 3; }

pub fn dx(dout: &Array<(Batch, Classes)>, w: &Array<(Pixels, Classes)>) -> Tensor<(Batch, Pixels)> {
    dout.matmul(w)
}

fn main() {
    println!("{:?}", dx(&Tensor::ones(), &Tensor::full(0.1)));
}
