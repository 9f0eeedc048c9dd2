//! error: expected `&Labels<Batch, Classes>`, found `&Labels<Examples, Classes>`
//!
//! Every row of scores has one label.
//! Repair: `Labels::<Batch, Classes>`, those of the batch; `all.select(&batch)` picks them.
use shapeful::{Labels, Tensor, axes, softmax_loss};
axes! { Examples = 1000; Batch = 64; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let labels = Labels::<Examples, Classes>::new([0; 1000]).unwrap();
    let (loss, dscores) = softmax_loss(&scores, &labels);
}
