//! error: expected `&Array<(_, Batch)>`, found `&Tensor<(Pixels, Classes)>`
//!
//! The course writes W first and X second, though the scores are X·W.
//! Repair: `linear_softmax_loss(&w, &x, &labels, 1e-3)`.
use shapeful::{Labels, Tensor, axes, linear_softmax_loss};
axes! { Batch = 4; Pixels = 784; Classes = 10; }

fn main() {
    let (w, x) = (Tensor::<(Pixels, Classes)>::zeros(), Tensor::<(Batch, Pixels)>::ones());
    let labels = Labels::<Batch, Classes>::new([3, 1, 4, 1]).unwrap();
    let (loss, dw) = linear_softmax_loss(&x, &w, &labels, 1e-3);
}
