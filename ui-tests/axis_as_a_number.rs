//! error: shape mismatch: (Batch, Classes) has no axis {integer}
//!
//! numpy says `sum(axis=1)`. Here the shape of the result depends on the axis, so the axis is a type.
//! Repair: `scores.sum(Classes)` or `scores.sum(Axis::<1>)`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let totals = scores.sum(1);
}
