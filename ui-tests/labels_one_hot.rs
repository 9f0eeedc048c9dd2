//! error: expected `&Labels<Batch, Classes>`, found `&Tensor<(Batch, Classes)>`
//!
//! The loss takes the number of the true class, not a row of zeros with a one.
//! Repair: `Labels::<Batch, Classes>::new(one_hot.argmax(Classes).as_slice())`.
use shapeful::{Tensor, axes, softmax_loss};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let one_hot = Tensor::<(Batch, Classes)>::zeros();
    let (loss, dscores) = softmax_loss(&scores, &one_hot);
}
