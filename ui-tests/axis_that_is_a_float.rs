//! error: TODO
//!
//! The element type comes after the shape.
//! Repair: `Tensor::<(Batch,), f32>`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; }

fn main() {
    let x = Tensor::<(Batch, f32)>::zeros();
}
