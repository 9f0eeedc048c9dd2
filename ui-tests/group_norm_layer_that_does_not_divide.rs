//! error: shape mismatch: Channels does not split into _4 groups, because Channels / _4 leaves _2
//!
//! The same in a network: the groups of the layer have to divide its channels.
//! Repair: `GroupNorm<Channels, dim!(5)>`.
use shapeful::{GroupNorm, Layer, Relu, Tensor, axes, dim, network};
axes! { Batch = 8; Channels = 30; Height = 4; Width = 5; }
network! {
    struct Block {
        norm: GroupNorm<Channels, dim!(4)>,
        act: Relu,
    }
}

fn maps(block: &Block, x: &Tensor<(Batch, Channels, Height, Width)>) -> Tensor<(Batch, Channels, Height, Width)> {
    block.predict(x)
}

fn main() {}
