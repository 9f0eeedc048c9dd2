//! error: expected `Tensor<(Classes, Batch)>`, found `Tensor<(Batch, Classes)>`
//!
//! The rows of a product come from the left factor and its columns from the right one.
//! Repair: `Tensor<(Batch, Classes)>`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (x, w) = (Tensor::<(Batch, Pixels)>::ones(), Tensor::<(Pixels, Classes)>::ones());
    let scores: Tensor<(Classes, Batch)> = x.matmul(&w);
}
