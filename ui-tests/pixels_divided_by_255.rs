//! error: element mismatch: cannot compute with a tensor of u8 and `{float}`
//!
//! Pixels come as bytes and are computed with as floats.
//! Repair: `pixels.map(|p| f32::from(p) / 255.0)`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; }

fn main() {
    let pixels = Tensor::<(Batch, Pixels), u8>::zeros();
    let x = &pixels / 255.0;
}
