//! error: `u8` is not a float
//!
//! A sum of bytes would overflow at 255.
//! Repair: `pixels.map(f32::from).sum(Batch)`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; }

fn main() {
    let pixels = Tensor::<(Batch, Pixels), u8>::zeros();
    let totals = pixels.sum(Batch);
}
