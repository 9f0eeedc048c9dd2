//! error: `f32` is not an axis
//!
//! The element type comes after the shape.
//! Repair: `Tensor::<(Batch,), f32>`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; }

struct Data {
    targets: Tensor<(Batch, f32)>,
}

fn main() {}
