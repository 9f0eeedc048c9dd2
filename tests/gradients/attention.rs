//! Attention and transformers.
use super::*;
use shapeful::{
    AddNorm, AttentionCache, AttentionGrads, Causal, CausalAttention, CausalEncoderLayer, DecoderCache, Dropout,
    FeedForward, Keep, Key, KeyMask, LayerNorm, Mask, MultiHeadAttention, PatchEmbedding, PositionalEncoding,
    TransformerDecoderLayer, TransformerEncoderLayer, attention_backward, attention_forward,
};

axes! { S = 3; T = 5; H = 2; W = 3; V = 4; E = 6; }

/// A table in which every query sees some keys, and one that sees none.
fn table() -> Tensor<(S, T), bool> {
    Tensor::from_fn(|[s, t]: [usize; 2]| s != 1 && (s + t) % 3 != 0)
}
fn present() -> Tensor<(B, T), bool> {
    Tensor::from_fn(|[n, t]: [usize; 2]| t < 4 - n)
}

#[track_caller]
fn attention_agrees<M: Mask<(B, H, S, T)> + Copy>(mask: M) {
    let (q, k, v) = (random::<(B, H, S, W)>(1), random::<(B, H, T, W)>(2), random::<(B, H, T, V)>(3));
    let backward = |dout: &Array<(B, H, S, V), f64>, weights| attention_backward(dout, &q, &k, &v, weights);
    let (_, weights) = attention_forward(&q, &k, &v, mask);
    agrees(&q, |q| attention_forward(q, &k, &v, mask).0, |dout| backward(dout, &weights).dq);
    agrees(&k, |k| attention_forward(&q, k, &v, mask).0, |dout| backward(dout, &weights).dk);
    agrees(&v, |v| attention_forward(&q, &k, v, mask).0, |dout| backward(dout, &weights).dv);
}

gradients! {
    for_attention: attention_forward attention_backward => {
        let (table, present) = (table(), present());
        attention_agrees(());
        attention_agrees(Causal);
        attention_agrees(&table);
        attention_agrees(KeyMask(&present));
        attention_agrees((Causal, KeyMask(&present)));
        let (q, k, v) = (random::<(B, S, W)>(1), random::<(B, T, W)>(2), random::<(B, T, V)>(3));
        agrees(&k, |k| attention_forward(&q, k, &v, Causal).0, |dout| {
            let AttentionGrads { dk, .. } = attention_backward(dout, &q, &k, &v, &attention_forward(&q, &k, &v, Causal).1);
            dk
        });
    }
    for_heads: split_axis merge_axes => {
        let (x, heads) = (random::<(B, T, E)>(1), random::<(B, T, H, W)>(2));
        agrees(&x, |x| x.split_axis(E, (H, W)).to_tensor(), |dy: &Array<(B, T, H, W), f64>| dy.merge_axes((H, W), E).to_tensor());
        agrees(&heads, |y| y.merge_axes((H, W), E).to_tensor(), |dx: &Array<(B, T, E), f64>| dx.split_axis(E, (H, W)).to_tensor());
    }
    for_multi_head_attention: MultiHeadAttention => {
        layer_agrees(&MultiHeadAttention::<E, H, f64>::init(&mut rng(1)), &random::<(B, S, E)>(2));
        layer_agrees(&CausalAttention::<E, H, f64>::init(&mut rng(1)), &random::<(B, T, E)>(2));
        let attention = MultiHeadAttention::<E, H, f64>::init(&mut rng(1));
        let (query, key, value, table) = (random::<(B, S, E)>(2), random::<(B, T, E)>(3), random::<(B, T, E)>(4), table());
        let backward = |dy: &Array<(B, S, E), f64>| {
            let mut attention = attention.clone();
            let (mut cache, mut y, mut grad) = (AttentionCache::default(), Tensor::zeros(), attention.clone());
            attention.forward_with(&query, &key, &value, &table, &mut cache, &mut y);
            attention.backward_with(&query, &key, &value, &mut cache, dy, &mut grad);
            (cache, grad)
        };
        agrees(&query, |x| attention.predict_with(x, &key, &value, &table), |dy| backward(dy).0.dquery().clone());
        agrees(&key, |x| attention.predict_with(&query, x, &value, &table), |dy| backward(dy).0.dkey().clone());
        agrees(&value, |x| attention.predict_with(&query, &key, x, &table), |dy| backward(dy).0.dvalue().clone());
        agrees(&attention.key.w, |w| {
            let mut other = attention.clone();
            other.key.w = w.to_tensor();
            other.predict_with(&query, &key, &value, &table)
        }, |dy| backward(dy).1.key.w);
    }
    for_embeddings: PatchEmbedding PositionalEncoding => {
        axes! { Height = 4; Breadth = 6; Patch = 2; }
        layer_agrees(&PatchEmbedding::<S, Patch, T, f64>::init(&mut rng(1)), &random::<(B, S, Height, Breadth)>(2));
        layer_agrees(&PositionalEncoding::<S, T, f64>::new(), &random::<(B, S, T)>(1));
    }
    for_dropout_of_weights: MultiHeadAttention => {
        let mut attention = MultiHeadAttention::<E, H, f64>::init(&mut rng(1));
        attention.dropout.keep = Keep::new(0.7).unwrap();
        layer_agrees_in_training(&attention, &random::<(B, S, E)>(2));
    }
    for_transformers: AddNorm => {
        let dropout = Dropout::new(Keep::ALL, Key::new(1));
        let block = AddNorm { layer: Linear::<E, E, f64>::init(&mut rng(1)), dropout, norm: LayerNorm::new() };
        layer_agrees(&block, &random::<(B, E)>(2));
        layer_agrees_in_training(&AddNorm::<Linear<E, E, f64>, E, f64>::init(&mut rng(1)), &random::<(B, S, E)>(2));
        layer_agrees_in_training(&FeedForward::<E, M, f64>::init(&mut rng(1)), &random::<(B, S, E)>(2));
        let layer = TransformerEncoderLayer::<E, H, M, f64>::init(&mut rng(1));
        layer_agrees_in_training(&layer, &random::<(B, S, E)>(2));
        layer_agrees(&layer.keep(Keep::ALL), &random::<(B, S, E)>(2));
        layer_agrees_in_training(&CausalEncoderLayer::<E, H, M, f64>::init(&mut rng(1)), &random::<(B, S, E)>(2));
    }
}

/// A layer with two inputs is no `Layer`: the decoder as a function of each, with the dropout that it has.
#[test]
fn the_gradient_of_a_decoder_layer_is_right() {
    let layer = TransformerDecoderLayer::<E, H, M, f64>::init(&mut rng(1)).keep(Keep::new(0.8).unwrap());
    let (x, memory, table) = (random::<(B, S, E)>(2), random::<(B, T, E)>(3), table());
    let forward = |layer: &TransformerDecoderLayer<E, H, M, f64>, x: &Array<_, f64>, memory: &Array<_, f64>| {
        let (mut cache, mut y) = (DecoderCache::<Train, B, S, T, E, H, M, f64>::default(), Tensor::zeros());
        layer.forward_with(x, memory, &table, &mut cache, &mut y);
        (cache, y)
    };
    let backward = |dy: &Array<(B, S, E), f64>| {
        let (mut moved, mut grad) = (layer.clone(), layer.clone());
        let (mut cache, _) = forward(&layer, &x, &memory);
        moved.backward_with(&x, &memory, &mut cache, dy, &mut grad);
        (cache, grad)
    };
    agrees(&x, |x| forward(&layer, x, &memory).1, |dy| backward(dy).0.dx().clone());
    agrees(&memory, |memory| forward(&layer, &x, memory).1, |dy| backward(dy).0.dmemory().clone());
    macro_rules! parameters { ($($($field:ident).+;)*) => { $(
        let with = |value: &Array<_, f64>| {
            let mut other = layer.clone();
            other.$($field).+ = value.to_tensor();
            forward(&other, &x, &memory).1
        };
        agrees(&layer.$($field).+, with, |dy| backward(dy).1.$($field).+);
    )* } }
    parameters! {
        self_attention.layer.query.w; self_attention.layer.value.b; self_attention.norm.gamma;
        cross_attention.layer.key.w; cross_attention.layer.proj.w; cross_attention.norm.beta;
        ffn.layer.inner.w; ffn.layer.outer.b; ffn.norm.gamma;
    }
}
