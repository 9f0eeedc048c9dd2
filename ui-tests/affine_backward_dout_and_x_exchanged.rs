//! error: shape mismatch: dout (Batch, Pixels), x (Batch, Classes) and w (Pixels, Classes) do not belong to one affine layer
//!
//! The arguments are dout, x, w: the gradient that comes in stands first.
//! Repair: `affine_backward(&dout, &x, &w)`.
use shapeful::{Tensor, affine_backward, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (x, w) = (Tensor::<(Batch, Pixels)>::ones(), Tensor::<(Pixels, Classes)>::ones());
    let dout = Tensor::<(Batch, Classes)>::ones();
    let grads = affine_backward(&x, &dout, &w);
}
