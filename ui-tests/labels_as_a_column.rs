//! error: expected `&Labels<Batch, Classes>`, found `&Tensor<(Batch, _1), u32>`
//!
//! The loss takes labels that have been checked once, not numbers that may be anything.
//! Repair: `Labels::<Batch, Classes>::new(y.as_slice())`.
use shapeful::{Tensor, axes, dim, svm_loss};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let y = Tensor::<(Batch, dim!(1)), u32>::zeros();
    let (loss, dscores) = svm_loss(&scores, &y);
}
