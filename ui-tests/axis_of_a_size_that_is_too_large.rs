//! error: evaluation panicked: an axis has less than ten thousand million places
//!
//! The largest size is 4 294 967 295.
//! Repair: a smaller number.
use shapeful::{Tensor, dim};

fn main() {
    let x = Tensor::<(dim!(10_000_000_000),)>::zeros();
}
