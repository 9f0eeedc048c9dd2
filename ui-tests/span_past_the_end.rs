//! error: shape mismatch: the axis Pixels of (Batch, Pixels) does not have _1<_1> places from _9<_0> on
//!
//! The pixels are 0 to 99.
//! Repair: `x.slice(Pixels, span!(90..100))`.
use shapeful::{Tensor, axes, span};
axes! { Batch = 64; Pixels = 100; }

fn main() {
    let x = Tensor::<(Batch, Pixels)>::zeros();
    let last = x.slice(Pixels, span!(90..101));
}
