//! error: element mismatch: cannot compute with f64 and f32, which are not one float type
//!
//! Nothing is converted silently.
//! Repair: `b.map(f64::from)`, or one element type everywhere.
use shapeful::{Tensor, axes};
axes! { Batch = 64; }

fn main() {
    let a = Tensor::<(Batch,), f64>::zeros();
    let b = Tensor::<(Batch,), f32>::full(0.1);
    let c = &a + &b;
}
