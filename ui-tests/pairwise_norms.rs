//! error: shape mismatch: (Test,) and (Train,) are different shapes
//!
//! One of the norms belongs to a row of the table of distances and the other to a column.
//! Repair: `a2` as a column, by `a.powi(2).sum_keepdims(Pixels)`, stretched to (Test, Train).
use shapeful::{Tensor, axes};
axes! { Test = 500; Train = 500; Pixels = 3072; }

fn main() {
    let (a, b) = (Tensor::<(Test, Pixels)>::zeros(), Tensor::<(Train, Pixels)>::zeros());
    let (a2, b2) = (a.powi(2).sum(Pixels), b.powi(2).sum(Pixels));
    let norms = &a2 + &b2;
}
