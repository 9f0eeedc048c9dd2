//! error: evaluation panicked: the size of an axis has at most ten digits
//!
//! No axis is longer than 9 999 999 999, and on a 32-bit machine 4 294 967 295.
//! Repair: a smaller number.
use shapeful::{Tensor, dim};

fn main() {
    let x = Tensor::<(dim!(10_000_000_000),)>::zeros();
}
