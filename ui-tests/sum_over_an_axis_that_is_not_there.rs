//! error: shape mismatch: (Batch, Classes) has no axis Pixels
//!
//! The scores have no pixels any more: the product has summed over them.
//! Repair: `scores.sum(Classes)`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::ones();
    let totals = scores.sum(Pixels);
}
