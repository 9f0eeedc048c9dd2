//! error: expected `&Array<(Batch, _1)>`, found `&Tensor<(Batch,)>`
//!
//! A layer with one output gives a column, and the labels of a binary loss are a number for each of its elements.
//! Repair: `let labels = Tensor::<(Batch, dim!(1))>::zeros()`.
use shapeful::{Layer, Linear, Reduction, Tensor, axes, bce_with_logits_loss, dim};
axes! { Batch = 64; Pixels = 784; }

fn main() {
    let x = Tensor::<(Batch, Pixels)>::ones();
    let logits = Linear::<Pixels, dim!(1)>::zeros().predict(&x);
    let labels = Tensor::<(Batch,)>::zeros();
    let (loss, dlogits) = bce_with_logits_loss(&logits, &labels, Reduction::Mean);
}
