//! error: shape mismatch: (Features,) has no transpose
//!
//! A vector has one axis, and nothing to exchange. In numpy `v.dot(v.T)` is a number, not a matrix.
//! Repair: `v.outer(&v)`.
use shapeful::{Tensor, axes};
axes! { Features = 50; }

fn main() {
    let v = Tensor::<(Features,)>::ones();
    let table = v.matmul(v.t());
}
