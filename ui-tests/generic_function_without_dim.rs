//! error: TODO
//!
//! A type parameter that stands for an axis says so.
//! Repair: `fn double<N: Dim>`.
use shapeful::{Array, Tensor};

fn double<N>(x: &Array<(N,)>) -> Tensor<(N,)> {
    x * 2.0
}

fn main() {}
