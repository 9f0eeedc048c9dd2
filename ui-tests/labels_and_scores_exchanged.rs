//! error: expected `&Labels<_, _>`, found `&Tensor<(Batch, Classes)>`
//!
//! The scores come first, then what they should have been.
//! Repair: `softmax_loss(&scores, &labels)`.
use shapeful::{Labels, Tensor, axes, softmax_loss};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let labels = Labels::<Batch, Classes>::new([0; 64]).unwrap();
    let (loss, dscores) = softmax_loss(&labels, &scores);
}
