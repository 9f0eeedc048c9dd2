//! Attention against PyTorch, its symmetries, and what it does at the edges.
use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::{
    Array, AttentionCache, AttentionGrads, Causal, CausalAttention, CausalEncoderLayer, DecoderCache, Dim, Init, Keep,
    KeyMask, Layer, Mask, MultiHeadAttention, Params, PatchEmbedding, PositionalEncoding, Shape, Tensor, Train,
    TransformerDecoderLayer, TransformerEncoderLayer, attention_backward, attention_forward, axes, dim,
    positional_encoding,
};

#[path = "support/fixtures.rs"]
mod fixtures;
use fixtures::{Fixtures, assert_close};

axes! { N = 2; Heads = 2; S = 3; T = 5; Width = 3; Features = 4; Model = 6; }

/// The parameters of a model, from the arrays that begin so.
fn load<M: Params<f64>>(model: &mut M, from: &Fixtures, case: &str, prefix: &str) {
    model.each_param_mut(|param, values| {
        values.copy_from_slice(&from.numbers(case, &format!("{prefix}{}", param.path)));
    });
}
#[track_caller]
fn assert_params_close<M: Params<f64>>(found: &M, from: &Fixtures, case: &str, prefix: &str) {
    found.each_param(|param, values| assert_close(values, &from.numbers(case, &format!("{prefix}{}", param.path))));
}
fn flags<B: Shape>(from: &Fixtures, case: &str, array: &str) -> Tensor<B, bool> {
    from.tensor::<B>(case, array).map(|flag| flag != 0.0)
}

#[track_caller]
fn is_pytorchs<M: Mask<(N, Heads, S, T)>>(case: &str, mask: M) {
    let numbers = Fixtures::read("attention");
    let q = numbers.tensor::<(N, Heads, S, Width)>(case, "q");
    let k = numbers.tensor::<(N, Heads, T, Width)>(case, "k");
    let v = numbers.tensor::<(N, Heads, T, Features)>(case, "v");
    let (out, weights) = attention_forward(&q, &k, &v, mask);
    assert_close(out.as_slice(), &numbers.numbers(case, "out"));
    let dout = numbers.tensor::<(N, Heads, S, Features)>(case, "dout");
    let AttentionGrads { dq, dk, dv } = attention_backward(&dout, &q, &k, &v, &weights);
    assert_close(dq.as_slice(), &numbers.numbers(case, "dq"));
    assert_close(dk.as_slice(), &numbers.numbers(case, "dk"));
    assert_close(dv.as_slice(), &numbers.numbers(case, "dv"));
}
#[test]
fn scaled_dot_products_are_those_of_pytorch() {
    is_pytorchs("plain", ());
    is_pytorchs("causal", Causal);
    let numbers = Fixtures::read("attention");
    is_pytorchs("masked", &flags::<(S, T)>(&numbers, "masked", "mask"));
    // Zeros and ones are a mask, too.
    is_pytorchs("masked", &numbers.tensor::<(S, T)>("masked", "mask"));
}
#[test]
fn heads_are_those_of_pytorch() {
    let (numbers, case) = (Fixtures::read("attention"), "cross");
    let mut attention = MultiHeadAttention::<Model, Heads, f64>::zeros();
    load(&mut attention, &numbers, case, "");
    let query = numbers.tensor::<(N, S, Model)>(case, "query");
    let [key, value] = ["key", "value"].map(|name| numbers.tensor::<(N, T, Model)>(case, name));
    let (mask, present) = (flags::<(S, T)>(&numbers, case, "mask"), flags::<(N, T)>(&numbers, case, "present"));
    let (mut cache, mut y, mut grad) = (AttentionCache::default(), Tensor::zeros(), attention.zeros_like());
    attention.forward_with(&query, &key, &value, (&mask, KeyMask(&present)), &mut cache, &mut y);
    assert_close(y.as_slice(), &numbers.numbers(case, "out"));
    assert_close(cache.weights().as_slice(), &numbers.numbers(case, "weights"));
    let dy = numbers.tensor(case, "dout");
    attention.backward_with(&query, &key, &value, &mut cache, &dy, &mut grad);
    assert_close(cache.dquery().as_slice(), &numbers.numbers(case, "dquery"));
    assert_close(cache.dkey().as_slice(), &numbers.numbers(case, "dkey"));
    assert_close(cache.dvalue().as_slice(), &numbers.numbers(case, "dvalue"));
    assert_params_close(&grad, &numbers, case, "d");
}

#[test]
fn waves_and_patches_are_those_of_pytorch() {
    axes! { Channels = 3; Height = 4; Breadth = 6; Patch = 2; Patches = 6; }
    let numbers = Fixtures::read("attention");
    assert_close(positional_encoding::<T, Model, f64>().as_slice(), &numbers.numbers("positions", "table"));
    let mut layer = PatchEmbedding::<Channels, Patch, Model, f64>::zeros();
    load(&mut layer, &numbers, "patches", "");
    let x = numbers.tensor::<(N, Channels, Height, Breadth)>("patches", "x");
    let mut y = Tensor::<(N, dim!(6), Model), f64>::zeros();
    let mut cache = Default::default();
    layer.forward::<Train>(&x, &mut cache, &mut y);
    assert_close(y.as_slice(), &numbers.numbers("patches", "out"));
    let (mut dx, mut grad) = (Tensor::zeros(), layer.zeros_like());
    layer.backward(&x, &mut cache, &numbers.tensor("patches", "dout"), Some(&mut dx), &mut grad);
    assert_close(dx.as_slice(), &numbers.numbers("patches", "dx"));
    assert_params_close(&grad, &numbers, "patches", "d");
    // The result is a number; a name is given to it.
    let words: &Array<(N, Patches, Model), f64> = y.relabel();
    assert_eq!(PositionalEncoding::<Patches, Model, f64>::new().predict(words).as_slice().len(), 72);
}

axes! { Hidden = 7; }

#[test]
fn encoder_layers_are_those_of_pytorch() {
    let (numbers, case) = (Fixtures::read("attention"), "encoder");
    let mut layer = TransformerEncoderLayer::<Model, Heads, Hidden, f64>::init(&mut rng(1)).keep(Keep::ALL);
    load(&mut layer, &numbers, case, "");
    let x = numbers.tensor::<(N, T, Model)>(case, "x");
    let (mut cache, mut y) = (Default::default(), Tensor::zeros());
    layer.forward::<Train>(&x, &mut cache, &mut y);
    assert_close(y.as_slice(), &numbers.numbers(case, "y"));
    let (mut dx, mut grad) = (Tensor::zeros(), layer.zeros_like());
    layer.backward(&x, &mut cache, &numbers.tensor(case, "dy"), Some(&mut dx), &mut grad);
    assert_close(dx.as_slice(), &numbers.numbers(case, "dx"));
    assert_params_close(&grad, &numbers, case, "d");
    let mut causal = CausalEncoderLayer::<Model, Heads, Hidden, f64>::init(&mut rng(1));
    load(&mut causal, &numbers, case, "");
    assert_close(causal.predict(&x).as_slice(), &numbers.numbers(case, "y_causal"));
}
#[test]
fn decoder_layers_are_those_of_pytorch() {
    let (numbers, case) = (Fixtures::read("attention"), "decoder");
    let mut layer = TransformerDecoderLayer::<Model, Heads, Hidden, f64>::init(&mut rng(1)).keep(Keep::ALL);
    load(&mut layer, &numbers, case, "");
    let (x, memory) = (numbers.tensor::<(N, S, Model)>(case, "x"), numbers.tensor::<(N, T, Model)>(case, "memory"));
    let (mut cache, mut y, mut grad) = (DecoderCache::default(), Tensor::zeros(), layer.zeros_like());
    layer.forward_with(&x, &memory, (), &mut cache, &mut y);
    assert_close(y.as_slice(), &numbers.numbers(case, "y"));
    layer.backward_with(&x, &memory, &mut cache, &numbers.tensor(case, "dy"), &mut grad);
    assert_close(cache.dx().as_slice(), &numbers.numbers(case, "dx"));
    assert_close(cache.dmemory().as_slice(), &numbers.numbers(case, "dmemory"));
    assert_params_close(&grad, &numbers, case, "d");
}

/// What the fast layer computes, written with nothing but the operations of tensors: heads split, moved, attending, moved back, merged.
#[test]
fn heads_in_place_are_heads_that_were_moved() {
    let attention = MultiHeadAttention::<Model, Heads, f64>::init(&mut rng(1));
    let x = random::<(N, T, Model)>(2);
    let heads = |x: Tensor<(N, T, Model), f64>| -> Tensor<(N, Heads, T, Width), f64> {
        x.split_axis(Model, (Heads, Width)).permute((N, Heads, T, Width))
    };
    let [q, k, v] = [&attention.query, &attention.key, &attention.value].map(|linear| heads(linear.predict(&x)));
    let (out, _) = attention_forward(&q, &k, &v, ());
    let merged: Tensor<(N, T, Model), f64> =
        out.permute((N, T, Heads, Width)).merge_axes((Heads, Width), Model).to_tensor();
    assert_close(attention.predict(&x).as_slice(), attention.proj.predict(&merged).as_slice());
}

fn rng(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}
fn random<X: Shape>(seed: u64) -> Tensor<X, f64> {
    Tensor::normal(0.0, 1.0, &mut rng(seed))
}
/// With the positions in another order.
fn reordered<L: Dim, D: Dim>(x: &Array<(N, L, D), f64>, order: &[usize]) -> Tensor<(N, L, D), f64> {
    Tensor::from_fn(|[n, t, d]: [usize; 3]| x[[n, order[t], d]])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    /// Attention without a mask knows no order: it goes with any permutation of the words.
    #[test]
    fn words_in_another_order_give_results_in_that_order(seed in any::<u64>(), order in Just(vec![0, 1, 2, 3, 4]).prop_shuffle()) {
        let attention = MultiHeadAttention::<Model, Heads, f64>::init(&mut rng(seed));
        let x = random::<(N, T, Model)>(seed ^ 1);
        let permuted = attention.predict(&reordered(&x, &order));
        assert_close(permuted.as_slice(), reordered(&attention.predict(&x), &order).as_slice());
    }
    /// Words that come later change nothing, to the last bit.
    #[test]
    fn causal_attention_does_not_see_the_future(seed in any::<u64>(), now in 0_usize..5, noise in -1e3..1e3) {
        let attention = CausalAttention::<Model, Heads, f64>::init(&mut rng(seed));
        let x = random::<(N, T, Model)>(seed ^ 1);
        let changed = Tensor::<(N, T, Model), f64>::from_fn(|[n, t, m]: [usize; 3]| x[[n, t, m]] + if t > now { noise } else { 0.0 });
        let (before, after) = (attention.predict(&x), attention.predict(&changed));
        for n in 0..N::SIZE {
            for t in 0..=now {
                prop_assert_eq!(before.row(n).row(t), after.row(n).row(t));
            }
        }
    }
    /// Weights are shares: of every query that may look anywhere they add up to 1, and where the mask blocks they are 0.
    #[test]
    fn weights_add_up_to_one(seed in any::<u64>(), flags in prop::collection::vec(any::<bool>(), 15), scale in -3.0..4.0) {
        let mask = Tensor::<(S, T), bool>::try_from(flags).unwrap();
        let (mut q, k) = (random::<(N, Heads, S, Width)>(seed), random::<(N, Heads, T, Width)>(seed ^ 1));
        q *= 10_f64.powf(scale);
        let (out, weights) = attention_forward(&q, &k, &k, &mask);
        for [n, h, s] in (0..12).map(|i| [i / 6, i / 3 % 2, i % 3]) {
            let row = weights.row(n).row(h).row(s);
            let (may_look, sum) = (mask.row(s).as_slice().contains(&true), row.sum_all());
            prop_assert!((sum - if may_look { 1.0 } else { 0.0 }).abs() < 1e-12, "{}", sum);
            for t in 0..T::SIZE {
                prop_assert!(row[[t]] >= 0.0 && (mask[[s, t]] || row[[t]] == 0.0));
            }
            prop_assert!(out.row(n).row(h).row(s).as_slice().iter().all(|x| x.is_finite()));
        }
    }
    /// A mask that allows everything is no mask, and one of pairs blocks what either blocks.
    #[test]
    fn masks_are_conditions(seed in any::<u64>(), flags in prop::collection::vec(any::<bool>(), 10)) {
        let present = Tensor::<(N, T), bool>::try_from(flags).unwrap();
        let (q, k) = (random::<(N, Heads, S, Width)>(seed), random::<(N, Heads, T, Width)>(seed ^ 1));
        let all = Tensor::<(S, T), u8>::full(1);
        prop_assert_eq!(attention_forward(&q, &k, &k, ()), attention_forward(&q, &k, &k, &all));
        let both = Tensor::<(N, S, T), bool>::from_fn(|[n, s, t]: [usize; 3]| t <= s && present[[n, t]]);
        prop_assert_eq!(attention_forward(&q, &k, &k, (Causal, KeyMask(&present))), attention_forward(&q, &k, &k, &both));
    }
}

#[test]
fn a_query_that_may_look_nowhere_gets_zeros() {
    let (q, k) = (random::<(N, Heads, S, Width)>(1), random::<(N, Heads, T, Width)>(2));
    let mask = Tensor::<(S, T), bool>::from_fn(|[s, _]: [usize; 2]| s != 1);
    let (out, weights) = attention_forward(&q, &k, &k, &mask);
    assert!(out.row(1).row(1).row(1).as_slice().iter().all(|&x| x == 0.0));
    let AttentionGrads { dq, .. } = attention_backward(&out, &q, &k, &k, &weights);
    assert!(dq.row(1).row(1).row(1).as_slice().iter().all(|&x| x == 0.0));
}
#[test]
fn great_scores_pick_one_key() {
    type One = (dim!(1), dim!(1), dim!(1));
    let q = Tensor::<One>::full(1e4);
    let k = Tensor::<(dim!(1), dim!(2), dim!(1))>::from([[[1e4], [-1e4]]]);
    let (out, weights) = attention_forward(&q, &k, &k, ());
    assert_eq!(weights, [[[1.0, 0.0]]]);
    assert_eq!(out, [[[1e4]]]);
    let AttentionGrads { dq, dk, .. } = attention_backward(&out, &q, &k, &k, &weights);
    assert!(dq.as_slice().iter().chain(dk.as_slice()).all(|&d| d == 0.0));
}
#[test]
fn one_word_and_one_head() {
    let attention = MultiHeadAttention::<Model, dim!(1), f64>::init(&mut rng(1));
    let x = random::<(N, dim!(1), Model)>(2);
    // One word looks at itself alone.
    let value: Tensor<(N, dim!(1), Model), f64> = attention.value.predict(&x);
    assert_close(attention.predict(&x).as_slice(), attention.proj.predict(&value).as_slice());
    assert_eq!(CausalAttention::<Model, Model, f64>::zeros().predict(&x), Tensor::zeros());
}
#[test]
fn nan_stays_nan() {
    let (mut q, k) = (random::<(N, Heads, S, Width)>(1), random::<(N, Heads, T, Width)>(2));
    q[[1, 0, 2, 0]] = f64::NAN;
    let (out, weights) = attention_forward(&q, &k, &k, ());
    for [n, h, s] in (0..12).map(|i| [i / 6, i / 3 % 2, i % 3]) {
        let is_nan = [n, h, s] == [1, 0, 2];
        assert!(weights.row(n).row(h).row(s).as_slice().iter().all(|w| w.is_nan() == is_nan));
        assert!(out.row(n).row(h).row(s).as_slice().iter().all(|x| x.is_nan() == is_nan));
    }
    let layer = MultiHeadAttention::<Model, Heads, f64>::init(&mut rng(1));
    let mut x = random::<(N, T, Model)>(2);
    x[[0, 3, 1]] = f64::NAN;
    let y = layer.predict(&x);
    assert!(y.row(0).as_slice().iter().all(|y| y.is_nan()) && y.row(1).as_slice().iter().all(|y| !y.is_nan()));
}
