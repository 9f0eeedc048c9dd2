//! error: shape mismatch: cannot multiply (Batch, Classes) by (Pixels, Classes), because Classes is not Pixels
//!
//! dx has the shape of x, (Batch, Pixels). Of dout and w only dout . w^T has it.
//! Repair: `dout.matmul(w.t())`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (dout, w) = (Tensor::<(Batch, Classes)>::ones(), Tensor::<(Pixels, Classes)>::ones());
    let dx = dout.matmul(&w);
}
