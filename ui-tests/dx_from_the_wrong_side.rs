//! error: shape mismatch: cannot multiply (Classes, Pixels) by (Batch, Classes), because Pixels is not Batch
//!
//! w^T is (Classes, Pixels): it stands to the right of dout, where Classes meets Classes.
//! Repair: `dout.matmul(w.t())`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (dout, w) = (Tensor::<(Batch, Classes)>::zeros(), Tensor::<(Pixels, Classes)>::zeros());
    let dx = w.t().matmul(&dout);
}
