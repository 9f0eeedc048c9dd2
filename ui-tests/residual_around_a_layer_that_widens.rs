//! error: shape mismatch: two ways through the network give (Batch, Features) and (Batch, Hidden), and cannot be added
//!
//! The way around the block is x itself, (Batch, Features), so the way through it has to lead back there.
//! Repair: `Residual<(Linear<Features, Hidden>, Relu, Linear<Hidden, Features>)>`.
use shapeful::{Layer, Linear, Relu, Residual, Tensor, axes};
axes! { Batch = 4; Features = 20; Hidden = 50; }
type Block = Residual<(Linear<Features, Hidden>, Relu)>;

fn forward(block: &Block, x: &Tensor<(Batch, Features)>) -> Tensor<(Batch, Features)> {
    block.predict(x)
}

fn main() {}
