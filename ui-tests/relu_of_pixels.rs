//! error: `u8` is not a float
//!
//! Pixels come as bytes and are computed with as floats.
//! Repair: `pixels.map(|p| f32::from(p) / 255.0)`.
use shapeful::{Tensor, axes, relu_forward};
axes! { Batch = 64; Pixels = 784; }

fn main() {
    let pixels = Tensor::<(Batch, Pixels), u8>::full(51);
    let active = relu_forward(&pixels);
}
