//! error: expected `&Labels<Batch, Classes>`, found `&Labels<Classes, Batch>`
//!
//! `Labels<N, C>` are N places on the axis C.
//! Repair: `Labels::<Batch, Classes>`.
use shapeful::{Labels, Tensor, axes, softmax_loss};
axes! { Batch = 10; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let labels = Labels::<Classes, Batch>::new([0; 10]).unwrap();
    let (loss, dscores) = softmax_loss(&scores, &labels);
}
