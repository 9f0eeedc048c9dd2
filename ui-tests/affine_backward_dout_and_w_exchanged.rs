//! error: shape mismatch: dout (Pixels, Classes), x (Batch, Pixels) and w (Batch, Classes) do not belong to one affine layer
//!
//! The arguments are dout, x, w: the gradient that comes in stands first.
//! Repair: `affine_backward(&dout, &x, &w)`.
use shapeful::{Tensor, affine_backward, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (x, w) = (Tensor::<(Batch, Pixels)>::zeros(), Tensor::<(Pixels, Classes)>::zeros());
    let dout = Tensor::<(Batch, Classes)>::zeros();
    let grads = affine_backward(&w, &x, &dout);
}
