//! error: `u8` is not a float
//!
//! eˣ is no whole number, and overflows a byte at x = 6.
//! Repair: `pixels.map(f32::from).exp()`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; }

fn main() {
    let pixels = Tensor::<(Batch, Pixels), u8>::full(5);
    let weights = pixels.exp();
}
