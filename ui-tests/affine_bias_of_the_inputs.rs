//! error: shape mismatch: x (Batch, Pixels), w (Pixels, Classes) and b (_1, Pixels) do not make an affine layer
//!
//! There is one bias for each output, not one for each input.
//! Repair: `Tensor::<(dim!(1), Classes)>::zeros()`.
use shapeful::{Tensor, affine_forward, axes, dim};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (x, w) = (Tensor::<(Batch, Pixels)>::zeros(), Tensor::<(Pixels, Classes)>::zeros());
    let b = Tensor::<(dim!(1), Pixels)>::zeros();
    let scores = affine_forward(&x, &w, &b);
}
