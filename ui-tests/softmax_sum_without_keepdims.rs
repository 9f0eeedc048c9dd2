//! error: shape mismatch: (Batch, Classes) and (Batch,) are different shapes
//!
//! Each row is divided by its own sum: the sums are a column, (Batch, 1), stretched along the classes.
//! Repair: `&e / e.sum_keepdims(Classes).broadcast()`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let e = scores.exp();
    let probabilities = &e / e.sum(Classes);
}
