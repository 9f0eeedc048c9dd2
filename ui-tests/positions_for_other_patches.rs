//! error: shape mismatch: layer `PositionalEncoding<_1<_6>, Model>` cannot take (Batch, _4, Model)
//!
//! Patches of 4 by 4 of an image of 8 by 8 are 4, and have 4 positions.
//! Repair: `positions: PositionalEncoding<dim!(4), Model>`.
use shapeful::{Layer, PatchEmbedding, PositionalEncoding, Tensor, axes, dim, network};
axes! { Batch = 2; Grey = 1; Height = 8; Width = 8; Model = 6; }
network! {
    struct Net {
        patches: PatchEmbedding<Grey, dim!(4), Model>,
        positions: PositionalEncoding<dim!(16), Model>,
    }
}

fn words(net: &Net, x: &Tensor<(Batch, Grey, Height, Width)>) -> Tensor<(Batch, dim!(4), Model)> {
    net.predict(x)
}

fn main() {}
