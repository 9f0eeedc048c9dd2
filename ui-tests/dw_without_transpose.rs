//! error: shape mismatch: cannot multiply (Batch, Pixels) by (Batch, Classes), because Pixels is not Batch
//!
//! dw has the shape of w, (Pixels, Classes). Of x and dout only x^T . dout has it: the sum runs over the batch.
//! Repair: `x.t().matmul(&dout)`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (x, dout) = (Tensor::<(Batch, Pixels)>::ones(), Tensor::<(Batch, Classes)>::ones());
    let dw = x.matmul(&dout);
}
