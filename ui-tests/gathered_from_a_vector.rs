//! error: shape mismatch: cannot gather from (Classes,), which is not a matrix
//!
//! The scores of one example are no batch: there are no rows that the labels could pick from.
//! Repair: `Tensor::<(Batch, Classes)>`, the scores of the batch.
use shapeful::{Labels, Tensor, axes};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let scores = Tensor::<(Classes,)>::zeros();
    let labels = Labels::<Batch, Classes>::new([3; 64]).unwrap();
    let correct = scores.gather(&labels);
}
