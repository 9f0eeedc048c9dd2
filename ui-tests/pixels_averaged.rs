//! error: `u8` is not a float
//!
//! The mean image has to be taken out before training, and the mean of bytes is no byte.
//! Repair: `pixels.map(f32::from).mean(Batch)`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; }

fn main() {
    let pixels = Tensor::<(Batch, Pixels), u8>::full(51);
    let mean_image = pixels.mean(Batch);
}
