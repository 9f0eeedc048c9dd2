//! error: expected `Tensor<(N, C)>`, found `Tensor<(Batch, C)>`
//!
//! `N` may be any axis, so a tensor of one of them is not what the function promises.
//! Repair: `Tensor::<(N, C)>::zeros()`.
use shapeful::{Dim, Tensor, axes};
axes! { Batch = 64; }

fn scores<N: Dim, C: Dim>() -> Tensor<(N, C)> {
    Tensor::<(Batch, C)>::zeros()
}

fn main() {}
