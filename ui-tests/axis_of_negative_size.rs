//! error: cannot apply unary operator `-` to type `usize`
//!
//! Sizes count places.
//! Repair: a number that is not negative.
use shapeful::{Tensor, dim};

fn main() {
    let x = Tensor::<(dim!(-1),)>::zeros();
}
