//! error: `u8` is not a float
//!
//! A method of this name has every iterator and everything that can be ordered, too; neither is what is meant.
//! Repair: `pixels.map(f32::from).max(Pixels)`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; }

fn main() {
    let pixels = Tensor::<(Batch, Pixels), u8>::full(51);
    let brightest = pixels.max(Pixels);
}
