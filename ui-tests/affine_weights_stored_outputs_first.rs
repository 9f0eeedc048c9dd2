//! error: shape mismatch: x (Batch, Pixels), w (Classes, Pixels) and b (_1, Classes) do not make an affine layer
//!
//! PyTorch stores weights (outputs, inputs); here they are (inputs, outputs), as in x . w.
//! Repair: `Tensor::<(Pixels, Classes)>`, or `w.t().to_tensor()` for weights that come from there.
use shapeful::{Tensor, affine_forward, axes, dim};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let x = Tensor::<(Batch, Pixels)>::ones();
    let w = Tensor::<(Classes, Pixels)>::from_fn(|[class, _]| class as f32);
    let b = Tensor::<(dim!(1), Classes)>::zeros();
    let scores = affine_forward(&x, &w, &b);
}
