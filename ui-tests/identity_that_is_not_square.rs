//! error: shape mismatch: there is no identity matrix of shape (Pixels, Hidden)
//!
//! The identity gives back what goes in, so its two axes are the same axis.
//! Repair: `Tensor::<(Pixels, Pixels)>::identity()`.
use shapeful::{Tensor, axes};
axes! { Pixels = 100; Hidden = 100; }

fn main() {
    let w = Tensor::<(Pixels, Hidden)>::identity();
}
