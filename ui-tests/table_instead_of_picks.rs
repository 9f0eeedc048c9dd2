//! error: expected `&Labels<_, Batch>`, found `&Labels<Batch, Classes>`
//!
//! `select` takes whole rows, as `scores[:, y]` takes whole columns; one score of each row is `gather`.
//! Repair: `scores.gather(&labels)`.
use shapeful::{Labels, Tensor, axes};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let labels = Labels::<Batch, Classes>::new([3; 64]).unwrap();
    let correct = scores.select(&labels);
}
