//! error: shape mismatch: cannot multiply (Batch, Queries, Width) by (Batch, Keys, Width), because Width is not Keys
//!
//! Every query meets every key: the scores are q . k^T.
//! Repair: `q.matmul(k.t())`.
use shapeful::{Tensor, axes};
axes! { Batch = 8; Queries = 16; Keys = 16; Width = 16; }

fn main() {
    let q = Tensor::<(Batch, Queries, Width)>::ones();
    let k = Tensor::<(Batch, Keys, Width)>::ones();
    let scores = q.matmul(&k);
}
