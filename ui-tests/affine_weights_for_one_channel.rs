//! error: shape mismatch: x (Batch, Channels, Height, Width), w (_1<_0<_2<_4>>>, Classes) and b (_1, Classes) do not make an affine layer
//!
//! A colour image has 3 * 32 * 32 = 3072 numbers, and each of them needs a row of w.
//! Repair: `Tensor::<(dim!(3072), Classes)>`.
use shapeful::{Tensor, affine_forward, axes, dim};
axes! { Batch = 50; Channels = 3; Height = 32; Width = 32; Classes = 10; }

fn main() {
    let images = Tensor::<(Batch, Channels, Height, Width)>::zeros();
    let w = Tensor::<(dim!(1024), Classes)>::zeros();
    let b = Tensor::<(dim!(1), Classes)>::zeros();
    let scores = affine_forward(&images, &w, &b);
}
