//! error: shape mismatch: dout (Batch, Pixels), x (Batch, Hidden) and w (Pixels, Hidden) do not belong to one affine layer
//!
//! With 100 of everything all three are 100 by 100, and any order would run.
//! Repair: `affine_backward(&dout, &x, &w)`.
use shapeful::{Tensor, affine_backward, axes};
axes! { Batch = 100; Pixels = 100; Hidden = 100; }

fn main() {
    let (x, w) = (Tensor::<(Batch, Pixels)>::zeros(), Tensor::<(Pixels, Hidden)>::zeros());
    let dout = Tensor::<(Batch, Hidden)>::zeros();
    let grads = affine_backward(&x, &dout, &w);
}
