//! error: shape mismatch: (Batch, Classes) has no axis Axis<2>
//!
//! Positions count from 0: a matrix has the axes 0 and 1.
//! Repair: `scores.sum(Axis::<1>)`.
use shapeful::{Axis, Tensor, axes};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::ones();
    let totals = scores.sum(Axis::<2>);
}
