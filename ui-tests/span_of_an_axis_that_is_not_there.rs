//! error: shape mismatch: (Batch, Pixels) has no axis Classes
//!
//! A part is taken of one of the array's own axes.
//! Repair: `x.slice(Pixels, span!(0..10))`.
use shapeful::{Tensor, axes, span};
axes! { Batch = 64; Pixels = 100; Classes = 10; }

fn main() {
    let x = Tensor::<(Batch, Pixels)>::zeros();
    let first = x.slice(Classes, span!(0..10));
}
