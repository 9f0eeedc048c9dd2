//! error: shape mismatch: cannot multiply (Batch, Pixels) by (Batch,), because Pixels is not Batch
//!
//! The vector runs along the columns of the matrix.
//! Repair: a vector of the axis Pixels, or `a.t().matmul(&v)`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; }

fn main() {
    let (a, v) = (Tensor::<(Batch, Pixels)>::ones(), Tensor::<(Batch,)>::ones());
    let y = a.matmul(&v);
}
