//! error: shape mismatch: cannot broadcast (Sources, Classes) to (Batch, Classes)
//!
//! Only `dim!(1)` stretches. A name says that the axis means something, even if it has one place today.
//! Repair: say what becomes of the sources, `prior.sum(Sources).broadcast()`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Sources = 1; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let prior = Tensor::<(Sources, Classes)>::full(0.5);
    let out = &scores + prior.broadcast();
}
