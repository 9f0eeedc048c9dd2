//! error: shape mismatch: x (Batch, Pixels), w (Pixels, Classes) and b (Classes,) do not make an affine layer
//!
//! The bias is a row of the output, (1, Classes), so that it says itself along which axis it is repeated.
//! Repair: `Tensor::<(dim!(1), Classes)>::zeros()`.
use shapeful::{Tensor, affine_forward, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (x, w) = (Tensor::<(Batch, Pixels)>::zeros(), Tensor::<(Pixels, Classes)>::zeros());
    let b = Tensor::<(Classes,)>::full(0.5);
    let scores = affine_forward(&x, &w, &b);
}
