//! error: shape mismatch: x (Pixels, Batch), w (Pixels, Classes) and b (_1, Classes) do not make an affine layer
//!
//! Each example is a row here. In some courses it is a column.
//! Repair: `affine_forward(&x.t().to_tensor(), &w, &b)`.
use shapeful::{Tensor, affine_forward, axes, dim};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let x = Tensor::<(Pixels, Batch)>::from_fn(|[_, n]| n as f32);
    let w = Tensor::<(Pixels, Classes)>::ones();
    let b = Tensor::<(dim!(1), Classes)>::zeros();
    let scores = affine_forward(&x, &w, &b);
}
