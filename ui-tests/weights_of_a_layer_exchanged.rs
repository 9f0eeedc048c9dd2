//! error: shape mismatch: layer `Linear<Classes, Pixels>` cannot take (Batch, Pixels)
//!
//! `Linear<M, D>` goes from M to D, as its weights (M, D) do.
//! Repair: `Linear::<Pixels, Classes>::zeros()`.
use shapeful::{Layer, Linear, Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let layer = Linear::<Classes, Pixels>::zeros();
    let scores = layer.predict(&Tensor::<(Batch, Pixels)>::zeros());
}
