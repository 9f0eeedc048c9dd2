//! error: shape mismatch: dout (Batch, Classes), x (Pixels, Classes) and w (Batch, Pixels) do not belong to one affine layer
//!
//! The arguments are dout, x, w, as x stands before w in x . w.
//! Repair: `affine_backward(&dout, &x, &w)`.
use shapeful::{Tensor, affine_backward, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (x, w) = (Tensor::<(Batch, Pixels)>::zeros(), Tensor::<(Pixels, Classes)>::zeros());
    let dout = Tensor::<(Batch, Classes)>::zeros();
    let grads = affine_backward(&dout, &w, &x);
}
