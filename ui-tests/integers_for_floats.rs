//! error: `{integer}` is not a number of type `f32`, nor an array of such
//!
//! numpy makes an array of integers of `[1, 2, 3]`, and dividing into it loses the fractions.
//! Repair: `[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]`.
use shapeful::{Tensor, axes};
axes! { Rows = 2; Columns = 3; }

fn main() {
    let table = Tensor::<(Rows, Columns)>::from([[1, 2, 3], [4, 5, 6]]);
}
