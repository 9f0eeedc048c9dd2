//! error: expected `&Array<(Pixels, Classes)>`, found `&Tensor<(Classes, Pixels)>`
//!
//! The weights are (Pixels, Classes), and so is their gradient.
//! Repair: `sgd(&mut w, &dw.t().to_tensor(), 0.1)`, or dw computed as x^T . dout.
use shapeful::{Tensor, axes, sgd};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (x, dout) = (Tensor::<(Batch, Pixels)>::zeros(), Tensor::<(Batch, Classes)>::zeros());
    let mut w = Tensor::<(Pixels, Classes)>::zeros();
    let dw = dout.t().matmul(&x);
    sgd(&mut w, &dw, 0.1);
}
