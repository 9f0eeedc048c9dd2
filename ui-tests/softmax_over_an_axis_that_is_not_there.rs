//! error: shape mismatch: (Batch, Classes) has no axis Hidden
//!
//! The probabilities of the classes sum to 1: softmax is along Classes.
//! Repair: `scores.softmax(Classes)`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Hidden = 100; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let probabilities = scores.softmax(Hidden);
}
