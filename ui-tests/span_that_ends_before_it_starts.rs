//! error: evaluation panicked: a span ends before it starts
//!
//! A span counts upwards.
//! Repair: `span!(2..5)`.
use shapeful::{Tensor, axes, span};
axes! { Batch = 64; Pixels = 100; }

fn main() {
    let x = Tensor::<(Batch, Pixels)>::zeros();
    let part = x.slice(Pixels, span!(5..2));
}
