//! error: `Tensor<(Pixels, Classes)>` cannot be a factor in a product of f32
//!
//! A factor is borrowed: a product does not use it up.
//! Repair: `x.matmul(&w)`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (x, w) = (Tensor::<(Batch, Pixels)>::ones(), Tensor::<(Pixels, Classes)>::ones());
    let scores = x.matmul(w);
}
