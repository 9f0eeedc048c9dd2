//! error: shape mismatch: (Pixels, Classes) and (_1, Classes) are different shapes
//!
//! `+=` changes its left operand element by element, and does not stretch the right one.
//! Repair: `w += &dw`.
use shapeful::{Tensor, axes, dim};
axes! { Pixels = 784; Classes = 10; }

fn main() {
    let mut w = Tensor::<(Pixels, Classes)>::zeros();
    let db = Tensor::<(dim!(1), Classes)>::zeros();
    w += &db;
}
