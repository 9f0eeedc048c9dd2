//! error: `N` is not an axis
//!
//! A type parameter that stands for an axis says so.
//! Repair: `fn largest_step<N: Dim>`.
use shapeful::Array;

fn largest_step<N>(_: &Array<(N,)>) -> f32 {
    todo!()
}

fn main() {}
