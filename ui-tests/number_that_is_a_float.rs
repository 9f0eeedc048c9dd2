//! error: expected `usize`, found floating-point number
//!
//! The size of an axis counts.
//! Repair: `dim!(64)`.
use shapeful::{Tensor, dim};

fn main() {
    let x = Tensor::<(dim!(64.0),)>::zeros();
}
