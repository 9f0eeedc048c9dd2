//! error: shape mismatch: cannot broadcast (Batch,) to (Batch, Classes)
//!
//! A vector stretches as a row: it would need the axis Classes. A column, (Batch, 1), stretches along the classes.
//! Repair: `&e / e.sum_keepdims(Classes).broadcast()`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let e = scores.exp();
    let probabilities = &e / e.sum(Classes).broadcast();
}
