//! error: expected `&Labels<Batch, Classes>`, found `&Labels<Batch, Fine>`
//!
//! A label from 0 to 99 is no place on an axis of 10 classes.
//! Repair: scores for the classes that are labelled, `Tensor::<(Batch, Fine)>`.
use shapeful::{Labels, Tensor, axes, softmax_loss};
axes! { Batch = 64; Classes = 10; Fine = 100; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let labels = Labels::<Batch, Fine>::new([0; 64]).unwrap();
    let (loss, dscores) = softmax_loss(&scores, &labels);
}
