//! error: shape mismatch: cannot broadcast (Batch, Classes) to (_1, Classes)
//!
//! The left operand of `+=` keeps its shape, so it cannot stretch: what is larger has to be summed first.
//! Repair: `db += &dout.sum_keepdims(Batch)`.
use shapeful::{Tensor, axes, dim};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let mut db = Tensor::<(dim!(1), Classes)>::zeros();
    let dout = Tensor::<(Batch, Classes)>::ones();
    db += dout.broadcast();
}
