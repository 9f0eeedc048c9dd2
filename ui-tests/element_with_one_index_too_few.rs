//! error: expected an array with a size of 2, found one with a size of 1
//!
//! There is one index for each axis, in double brackets.
//! Repair: `x[[0, 0]]`, or `x.row(0)`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; }

fn main() {
    let x = Tensor::<(Batch, Pixels)>::ones();
    println!("{}", x[[0]]);
}
