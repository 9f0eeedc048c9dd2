//! error: shape mismatch: layer `MultiHeadAttention<Model, Heads>` cannot take (Batch, Time, Other)
//!
//! All of a transformer is as wide as its words, so what embeds them leads to `Model`.
//! Repair: `embed: Linear<Inputs, Model>`.
use shapeful::{Layer, Linear, Tensor, TransformerEncoderLayer, axes, network};
axes! { Batch = 2; Time = 5; Inputs = 3; Other = 9; Model = 8; Heads = 2; Hidden = 7; }
network! {
    struct Net {
        embed: Linear<Inputs, Other>,
        encoder: TransformerEncoderLayer<Model, Heads, Hidden>,
    }
}

fn words(net: &Net, x: &Tensor<(Batch, Time, Inputs)>) {
    let y = net.predict(x);
}

fn main() {}
