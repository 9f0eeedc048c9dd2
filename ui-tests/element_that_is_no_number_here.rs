//! error: TODO
//!
//! The elements are f32 and f64, and usize, u32, u8 and bool.
//! Repair: `u8` for pixels.
use shapeful::{Tensor, axes};
axes! { Batch = 64; }

fn main() {
    let x = Tensor::<(Batch,), i8>::zeros();
}
