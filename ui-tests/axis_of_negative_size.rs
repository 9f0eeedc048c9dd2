//! error: the size of an axis is a whole number from 0 on: `dim!(64)`
//!
//! Sizes count places.
//! Repair: a number that is not negative.
use shapeful::{Tensor, dim};

fn main() {
    let x = Tensor::<(dim!(-1),)>::zeros();
}
