//! error: shape mismatch: cannot multiply (Pixels, Classes) by (Batch, Classes), because Classes is not Batch
//!
//! A product is not commutative: the gradient of the output comes first in dx = dout . w^T.
//! Repair: `dout.matmul(w.t())`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (dout, w) = (Tensor::<(Batch, Classes)>::zeros(), Tensor::<(Pixels, Classes)>::zeros());
    let dx = w.matmul(&dout);
}
