//! error: `u8` is not a float
//!
//! `ones`, `identity` and what is drawn at random are floats; `full` fills any type.
//! Repair: `Tensor::<(Batch, Pixels), u8>::full(1)`, or a mask of `bool`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; }

fn main() {
    let pixels = Tensor::<(Batch, Pixels), u8>::ones();
}
