//! error: shape mismatch: x (Pixels, Classes), w (Batch, Pixels) and b (_1, Classes) do not make an affine layer
//!
//! The layer is x . w + b, and its arguments stand in that order.
//! Repair: `affine_forward(&x, &w, &b)`.
use shapeful::{Tensor, affine_forward, axes, dim};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (x, w) = (Tensor::<(Batch, Pixels)>::zeros(), Tensor::<(Pixels, Classes)>::zeros());
    let b = Tensor::<(dim!(1), Classes)>::zeros();
    let scores = affine_forward(&w, &x, &b);
}
