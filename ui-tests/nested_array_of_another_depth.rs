//! error: shape mismatch: (Rows, Columns) does not have the sizes of `[f32; 6]`
//!
//! One pair of brackets for each axis.
//! Repair: `[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]`.
use shapeful::{Tensor, axes};
axes! { Rows = 2; Columns = 3; }

fn main() {
    let table = Tensor::<(Rows, Columns)>::from([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
}
