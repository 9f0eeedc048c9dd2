//! error: shape mismatch: cannot multiply (Batch, Classes) by (Batch, Pixels), because Classes is not Batch
//!
//! dout . x meets Classes with Batch. dw = x^T . dout sums over the batch and leaves (Pixels, Classes).
//! Repair: `x.t().matmul(&dout)`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (x, dout) = (Tensor::<(Batch, Pixels)>::zeros(), Tensor::<(Batch, Classes)>::zeros());
    let dw = dout.matmul(&x);
}
