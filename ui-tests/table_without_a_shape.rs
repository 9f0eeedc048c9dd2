//! error: type annotations needed for `Tensor<_, f64>`
//!
//! Brackets have sizes and no names: nothing says yet what the rows and columns of the table are.
//! Repair: `let table: Tensor<(Rows, Columns)> = …`.
use shapeful::{Tensor, axes};
axes! { Rows = 2; Columns = 3; }

fn main() {
    let table = Tensor::from([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
}
