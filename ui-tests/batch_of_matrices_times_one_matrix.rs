//! error: shape mismatch: there is no matrix product of (Batch, Time, Features) and (Features, Hidden)
//!
//! Both factors have the batch, or neither has.
//! Repair: `Linear`, which takes (N, T, M), or `w` in a batch by `broadcast().to_tensor()`.
use shapeful::{Tensor, axes};
axes! { Batch = 8; Time = 16; Features = 50; Hidden = 100; }

fn main() {
    let x = Tensor::<(Batch, Time, Features)>::ones();
    let w = Tensor::<(Features, Hidden)>::ones();
    let h = x.matmul(&w);
}
