//! error: shape mismatch: cannot multiply (Batch, Pixels) by (Hidden, Pixels), because Pixels is not Hidden
//!
//! The scores are x . w. With a square w the transpose fits by size, and would compute something else.
//! Repair: `x.matmul(&w)`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 100; Hidden = 100; }

fn main() {
    let (x, w) = (Tensor::<(Batch, Pixels)>::zeros(), Tensor::<(Pixels, Hidden)>::zeros());
    let hidden = x.matmul(w.t());
}
