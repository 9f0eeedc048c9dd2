//! error: a tensor cannot hold `i8`
//!
//! The elements are f32 and f64, and usize, u32, u8 and bool.
//! Repair: `Labels<Batch, Classes>` for labels, `u8` for pixels.
use shapeful::{Tensor, axes};
axes! { Batch = 4; Classes = 10; }

struct Data {
    labels: Tensor<(Batch,), i8>,
}

fn main() {}
