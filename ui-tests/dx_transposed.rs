//! error: expected `Tensor<(Batch, Pixels)>`, found `Tensor<(Pixels, Batch)>`
//!
//! w . dout^T is a product, but it is the transpose of dx: (Pixels, Batch) instead of (Batch, Pixels).
//! Repair: `dout.matmul(w.t())`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (dout, w) = (Tensor::<(Batch, Classes)>::zeros(), Tensor::<(Pixels, Classes)>::zeros());
    let dx: Tensor<(Batch, Pixels)> = w.matmul(dout.t());
}
