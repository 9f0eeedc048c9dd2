//! Attention forward and backward: sixteen texts of 64 words, a model of 128 with eight heads.
use divan::{Bencher, black_box};
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::{
    CausalAttention, Init, Keep, Layer, MultiHeadAttention, Tensor, Train, TransformerEncoderLayer, attention_backward,
    attention_forward, axes,
};

fn main() {
    divan::main();
}

axes! { Batch = 16; Time = 64; Model = 128; Heads = 8; Width = 16; Hidden = 512; }
type Words = (Batch, Time, Model);

fn step<L: Layer<Words, Y = Words>>(bencher: Bencher, mut layer: L) {
    let mut rng = StdRng::seed_from_u64(1);
    let (x, dy) = (Tensor::<Words>::normal(0.0, 1.0, &mut rng), Tensor::<Words>::normal(0.0, 1.0, &mut rng));
    let (mut cache, mut y, mut dx, mut grad) =
        (L::Cache::default(), Tensor::zeros(), Tensor::zeros(), layer.zeros_like());
    bencher.bench_local(|| {
        layer.forward::<Train>(black_box(&x), &mut cache, &mut y);
        layer.backward(&x, &mut cache, black_box(&dy), Some(&mut dx), &mut grad);
    });
}

#[divan::bench]
fn multi_head(bencher: Bencher) {
    step(bencher, MultiHeadAttention::<Model, Heads>::init(&mut StdRng::seed_from_u64(1)));
}
#[divan::bench]
fn causal(bencher: Bencher) {
    step(bencher, CausalAttention::<Model, Heads>::init(&mut StdRng::seed_from_u64(1)));
}
#[divan::bench]
fn encoder_layer(bencher: Bencher) {
    let layer = TransformerEncoderLayer::<Model, Heads, Hidden>::init(&mut StdRng::seed_from_u64(1));
    step(bencher, layer.keep(Keep::ALL));
}
#[divan::bench]
fn encoder_layer_with_dropout(bencher: Bencher) {
    step(bencher, TransformerEncoderLayer::<Model, Heads, Hidden>::init(&mut StdRng::seed_from_u64(1)));
}
/// The functions of the course, which allocate what they give.
#[divan::bench]
fn scaled_dot_products(bencher: Bencher) {
    let x = Tensor::<(Batch, Heads, Time, Width)>::normal(0.0, 1.0, &mut StdRng::seed_from_u64(1));
    bencher.bench_local(|| {
        let (out, weights) = attention_forward(black_box(&x), &x, &x, ());
        attention_backward(&out, &x, &x, &x, &weights)
    });
}
