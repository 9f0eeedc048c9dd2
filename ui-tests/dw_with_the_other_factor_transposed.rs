//! error: shape mismatch: cannot multiply (Batch, Pixels) by (Classes, Batch), because Pixels is not Classes
//!
//! The axis that is summed over is the batch, so the batch has to come last in the left factor: x^T.
//! Repair: `x.t().matmul(&dout)`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (x, dout) = (Tensor::<(Batch, Pixels)>::zeros(), Tensor::<(Batch, Classes)>::zeros());
    let dw = x.matmul(dout.t());
}
