//! error: shape mismatch: (Batch, Classes) has no axis Hidden
//!
//! Stable softmax subtracts from each row its greatest score: the maximum is over the classes.
//! Repair: `scores.max_keepdims(Classes)`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Hidden = 100; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let greatest = scores.max_keepdims(Hidden);
}
