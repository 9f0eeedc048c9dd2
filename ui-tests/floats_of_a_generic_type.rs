//! error: element mismatch: cannot compute with a tensor of E and `{float}`
//!
//! E is f32 or f64, and a literal is one of them.
//! Repair: `x * E::of(2.0)`.
use shapeful::{Array, Dim, Float, Tensor};

fn doubled<N: Dim, E: Float>(x: &Array<(N,), E>) -> Tensor<(N,), E> {
    x * 2.0
}

fn main() {}
