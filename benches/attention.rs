//! Attention forward and backward: sixteen texts of 64 words, a model of 128 with eight heads.
mod support;

use shapeful::{
    CausalAttention, Dim, Init, Keep, Layer, MultiHeadAttention, Tensor, TransformerEncoderLayer, attention_backward,
    attention_forward, axes,
};
use std::convert::identity;
use std::hint::black_box;
use support::layers::{forward_and_backward, rng};
use support::{Bencher, Benches, Work};

axes! { Batch = 16; Time = 64; Model = 128; Heads = 8; Width = 16; Hidden = 512; }
type Words = (Batch, Time, Model);

/// The products of all words with so many weights.
fn products(weights: usize) -> usize {
    2 * Batch::SIZE * Time::SIZE * weights
}
/// Two products that go forward between all pairs of words of a text, in all heads.
fn pairs() -> usize {
    2 * products(Time::SIZE * Model::SIZE)
}
/// The four projections.
const PROJECTIONS: usize = 4 * Model::SIZE * Model::SIZE;

/// The functions of the course, which allocate what they give.
fn scaled_dot_products(bencher: Bencher) {
    let x = Tensor::<(Batch, Heads, Time, Width)>::normal(0.0, 1.0, &mut rng());
    bencher.bench(Work::flops(3 * pairs()), || {
        let (out, weights) = attention_forward(black_box(&x), &x, &x, ());
        attention_backward(&out, &x, &x, &x, &weights)
    });
}

/// `forward`: the operations of the products that go forward; two go backward for each.
fn step<L: Init + Layer<Words>>(all: &Benches, name: &str, forward: usize, change: impl FnOnce(L) -> L) {
    all.add(name, |b| forward_and_backward::<Words, L>(b, Work::flops(3 * forward), change(L::init(&mut rng()))));
}

fn main() {
    let all = &Benches::new();
    let heads = products(PROJECTIONS) + pairs();
    step::<MultiHeadAttention<Model, Heads>>(all, "multi_head", heads, identity);
    // Half of the pairs are hidden, and no product needs them.
    step::<CausalAttention<Model, Heads>>(all, "causal", heads - pairs() / 2, identity);
    type Encoder = TransformerEncoderLayer<Model, Heads, Hidden>;
    let encoder = heads + products(2 * Model::SIZE * Hidden::SIZE);
    step::<Encoder>(all, "encoder_layer", encoder, |layer| layer.keep(Keep::ALL));
    step::<Encoder>(all, "encoder_layer_with_dropout", encoder, identity);
    all.add("scaled_dot_products", scaled_dot_products);
}
