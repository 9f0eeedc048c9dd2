//! error: expected `Tensor<(_1, Classes)>`, found `Tensor<(Batch, _1)>`
//!
//! The bias is added to every example, so its gradient sums over the examples.
//! Repair: `dout.sum_keepdims(Batch)`.
use shapeful::{Tensor, axes, dim};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let dout = Tensor::<(Batch, Classes)>::ones();
    let db: Tensor<(dim!(1), Classes)> = dout.sum_keepdims(Classes);
}
