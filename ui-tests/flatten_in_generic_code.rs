//! error: TODO
//!
//! The flat axis has the product of the sizes, and of sizes that are not known there is none to be named.
//! Repair: `x: &Array<S>` with `S: Flatten`.
use shapeful::{Array, Dim, Flatten, Shape};

fn first<N: Dim, C: Dim, H: Dim, W: Dim>(x: &Array<(N, C, H, W)>) -> f32 {
    x.flatten().as_slice()[0]
}

fn main() {}
