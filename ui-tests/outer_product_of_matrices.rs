//! error: shape mismatch: there is no outer product of (Batch, Pixels) and (Batch, Classes)
//!
//! The outer product is of two vectors.
//! Repair: `x.t().matmul(&dout)`, which is the sum of the outer products of their rows.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (x, dout) = (Tensor::<(Batch, Pixels)>::ones(), Tensor::<(Batch, Classes)>::ones());
    let dw = x.outer(&dout);
}
