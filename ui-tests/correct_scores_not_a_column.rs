//! error: shape mismatch: cannot broadcast (Batch,) to (Batch, Classes)
//!
//! The margin of every score is to the correct score of its own row: the correct scores have to be a column.
//! Repair: `correct.unravel::<(Batch, dim!(1))>().broadcast()`.
use shapeful::{Labels, Tensor, axes};
axes! { Batch = 64; Classes = 10; }

fn margins(scores: &Tensor<(Batch, Classes)>, labels: &Labels<Batch, Classes>) -> Tensor<(Batch, Classes)> {
    let correct = scores.gather(labels);
    scores - correct.broadcast() + 1.0
}

fn main() {}
