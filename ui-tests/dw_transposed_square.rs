//! error: expected `Tensor<(Pixels, Hidden)>`, found `Tensor<(Hidden, Pixels)>`
//!
//! dout^T . x is the transpose of dw. Both are 100 by 100; only the names tell them apart.
//! Repair: `x.t().matmul(&dout)`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 100; Hidden = 100; }

fn main() {
    let (x, dout) = (Tensor::<(Batch, Pixels)>::zeros(), Tensor::<(Batch, Hidden)>::zeros());
    let dw: Tensor<(Pixels, Hidden)> = dout.t().matmul(&x);
}
