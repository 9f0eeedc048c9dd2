//! error: element mismatch: cannot compute with a tensor of f32 and `{integer}`
//!
//! 2 is an integer, and nothing is converted silently.
//! Repair: `&x * 2.0`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; }

fn main() {
    let x = Tensor::<(Batch,)>::ones();
    let y = &x * 2;
}
