//! error: expected `Tensor<(Pixels, Classes)>`, found `Tensor<(Classes, Pixels)>`
//!
//! dout^T . x is a product, but it is the transpose of dw: (Classes, Pixels) instead of (Pixels, Classes).
//! Repair: `x.t().matmul(&dout)`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (x, dout) = (Tensor::<(Batch, Pixels)>::zeros(), Tensor::<(Batch, Classes)>::zeros());
    let dw: Tensor<(Pixels, Classes)> = dout.t().matmul(&x);
}
