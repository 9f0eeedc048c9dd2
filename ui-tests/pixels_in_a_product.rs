//! error: `&Tensor<(Pixels, Classes)>` cannot be a factor in a product of u8
//!
//! Pixels come as bytes and are computed with as floats.
//! Repair: `pixels.map(|p| f32::from(p) / 255.0)`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let pixels = Tensor::<(Batch, Pixels), u8>::full(51);
    let w = Tensor::<(Pixels, Classes)>::ones();
    let scores = pixels.matmul(&w);
}
