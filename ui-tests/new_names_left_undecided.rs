//! error: where the type for type parameter `NewShape` is specified
//!
//! `relabel` gives the names that its result is annotated with.
//! Repair: `let rows: &Array<(Examples, Features)> = x.relabel();`, or `x.relabel::<(Examples, Features)>()`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Examples = 64; Features = 784; }

fn main() {
    let x = Tensor::<(Batch, Pixels)>::zeros();
    let rows = x.relabel();
}
