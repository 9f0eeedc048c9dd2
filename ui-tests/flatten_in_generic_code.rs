//! error: shape mismatch: the axes of (C, H, W) cannot be merged
//!
//! The flat axis has the product of the sizes, and of sizes that are not known there is none to be named.
//! Repair: ask for the product, `where (C, H, W): Merge`.
use shapeful::{Array, Dim};

fn first<N: Dim, C: Dim, H: Dim, W: Dim>(x: &Array<(N, C, H, W)>) -> f32 {
    x.flatten().as_slice()[0]
}

fn main() {}
