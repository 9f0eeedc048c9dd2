//! Activations, normalisation and dropout.
use super::*;
use shapeful::{
    BatchNorm, BnParam, Dropout, Elu, Gelu, GroupNorm, Keep, Key, LayerNorm, LeakyRelu, LogSoftmax, NormGrads, RmsNorm,
    Sigmoid, Silu, Softmax, Tanh,
};

axes! { H = 3; W = 2; G = 2; }
type Images = (N, C, H, W);

/// A normalisation, its three arguments and its three gradients.
#[track_caller]
fn normalises<X: Shape, P: Shape>(
    seed: u64,
    forward: impl Fn(&Array<X, f64>, &Array<P, f64>, &Array<P, f64>) -> Tensor<X, f64>,
    backward: impl Fn(&Array<X, f64>, &Array<X, f64>, &Array<P, f64>, &Array<P, f64>) -> NormGrads<X, P, f64>,
) {
    let (x, gamma, beta) = (random::<X>(seed) * 3.0 + 2.0, positive::<P>(seed + 1), random::<P>(seed + 2));
    agrees(&x, |x| forward(x, &gamma, &beta), |dout| backward(dout, &x, &gamma, &beta).dx);
    agrees(&gamma, |gamma| forward(&x, gamma, &beta), |dout| backward(dout, &x, &gamma, &beta).dgamma);
    agrees(&beta, |beta| forward(&x, &gamma, beta), |dout| backward(dout, &x, &gamma, &beta).dbeta);
}
/// A layer with scales and shifts that are not 1 and 0, which would hide what forgets them.
fn uneven<L: Params<f64>>(mut layer: L) -> L {
    layer.each_param_mut(|_, values| values.iter_mut().enumerate().for_each(|(i, w)| *w += 0.3 * (i + 1) as f64));
    layer
}

gradients! {
    for_leaky_relu: leaky_relu leaky_relu_backward LeakyRelu => {
        shapes!(S: {
            let x = spread::<S>(1);
            agrees(&x, |x| x.leaky_relu(0.3), |dy| leaky_relu_backward(dy, &x, 0.3));
            layer_agrees(&LeakyRelu::default(), &x);
        });
    }
    for_elu: elu elu_backward Elu => {
        shapes!(S: {
            let x = spread::<S>(2);
            agrees(&x, |x| x.elu(1.7), |dy| elu_backward(dy, &x, 1.7));
            // At α = 1 there is no kink.
            agrees(&random::<S>(3), |x| x.elu(1.0), |dy| elu_backward(dy, &random::<S>(3), 1.0));
            layer_agrees(&Elu { alpha: 0.6 }, &x);
        });
    }
    for_gelu: gelu gelu_backward Gelu => {
        shapes!(S: {
            let x = spread::<S>(4);
            agrees(&x, |x| x.gelu(), |dy| gelu_backward(dy, &x));
            layer_agrees(&Gelu, &x);
        });
    }
    for_silu: silu silu_backward Silu => {
        shapes!(S: {
            let x = spread::<S>(5);
            agrees(&x, |x| x.silu(), |dy| silu_backward(dy, &x));
            layer_agrees(&Silu, &x);
        });
    }
    for_sigmoid_and_tanh: Sigmoid Tanh => {
        shapes!(S: {
            layer_agrees(&Sigmoid, &spread::<S>(6));
            layer_agrees(&Tanh, &spread::<S>(7));
        });
    }
    for_log_softmax: log_softmax log_softmax_backward => {
        each_axis!(S, axis, at: {
            let x = random::<S>(8) * 3.0;
            agrees(&x, |x| x.log_softmax(axis), |dy| log_softmax_backward(dy, &x.log_softmax(axis), axis));
            agrees(&x, |x| x.log_softmax(at), |dy| log_softmax_backward(dy, &x.log_softmax(at), at));
        });
    }
    for_softmax_layers: Softmax LogSoftmax => {
        each_axis!(S, axis, at: {
            let (x, _) = (random::<S>(9) * 3.0, axis);
            fn layers<const P: usize>(_: Axis<P>) -> (Softmax<Axis<P>>, LogSoftmax<Axis<P>>) {
                Default::default()
            }
            let (softmax, log_softmax) = layers(at);
            layer_agrees(&softmax, &x);
            layer_agrees(&log_softmax, &x);
        });
        shapes!(S: {
            layer_agrees(&Softmax::<M>::new(), &random::<S>(10));
            layer_agrees(&LogSoftmax::<M>::new(), &random::<S>(11));
        });
        layer_agrees(&Softmax::<W>::new(), &random::<Images>(12));
        layer_agrees(&LogSoftmax::<W>::new(), &random::<Images>(12));
    }

    for_batch_norm: batchnorm_forward batchnorm_backward => {
        macro_rules! batches { ($($n:ty, $d:ty;)*) => { $(
            normalises::<($n, $d), ($d,)>(20,
                |x, gamma, beta| batchnorm_forward(x, gamma, beta, &mut BnParam::default()).0,
                |dout, x, gamma, beta| batchnorm_backward(dout, &batchnorm_forward(x, gamma, beta, &mut BnParam::default()).1));
        )* } }
        // More features than are computed side by side, and one.
        batches! { N, M; K, N; N, dim!(67); K, dim!(1); dim!(37), B; }
    }
    for_spatial_batch_norm: spatial_batchnorm_forward spatial_batchnorm_backward => {
        macro_rules! batches { ($($h:ty, $w:ty;)*) => { $(
            normalises::<(N, C, $h, $w), (C,)>(23,
                |x, gamma, beta| spatial_batchnorm_forward(x, gamma, beta, &mut BnParam::default()).0,
                |dout, x, gamma, beta| {
                    spatial_batchnorm_backward(dout, &spatial_batchnorm_forward(x, gamma, beta, &mut BnParam::default()).1)
                });
        )* } }
        batches! { H, W; dim!(1), dim!(1); dim!(1), M; }
    }
    for_layer_norm: layernorm_forward layernorm_backward => {
        macro_rules! rows { ($($n:ty, $d:ty;)*) => { $(
            normalises::<($n, $d), ($d,)>(26,
                |x, gamma, beta| layernorm_forward(x, gamma, beta, 1e-5).0,
                |dout, x, gamma, beta| layernorm_backward(dout, &layernorm_forward(x, gamma, beta, 1e-5).1));
        )* } }
        rows! { N, M; dim!(1), K; dim!(19), K; N, dim!(35); }
    }
    for_group_norm: spatial_groupnorm_forward spatial_groupnorm_backward => {
        axes! { One = 1; Each = 4; }
        macro_rules! groups { ($($g:ident, $h:ty, $w:ty;)*) => { $(
            normalises::<(N, C, $h, $w), (dim!(1), C, dim!(1), dim!(1))>(29,
                |x, gamma, beta| spatial_groupnorm_forward(x, gamma, beta, $g, 1e-5).0,
                |dout, x, gamma, beta| spatial_groupnorm_backward(dout, &spatial_groupnorm_forward(x, gamma, beta, $g, 1e-5).1));
        )* } }
        groups! { G, H, W; One, H, W; Each, H, W; G, dim!(1), dim!(1); One, dim!(1), dim!(1); G, dim!(1), M; }
    }
    for_rms_norm: rmsnorm_forward rmsnorm_backward => {
        let (x, gamma) = (random::<(N, M)>(32) + 0.4, positive::<(M,)>(33));
        both_agree(&x, &gamma, |x, gamma| rmsnorm_forward(x, gamma, 1e-5).0,
            |dout, x, gamma| rmsnorm_backward(dout, &rmsnorm_forward(x, gamma, 1e-5).1));
    }
    for_the_norms_as_layers: BatchNorm LayerNorm GroupNorm RmsNorm => {
        layer_agrees_in_training(&uneven(BatchNorm::<M, f64>::new()), &random::<(N, M)>(40));
        layer_agrees_in_training(&uneven(BatchNorm::<C, f64>::new()), &random::<Images>(41));
        layer_agrees(&uneven(GroupNorm::<C, G, f64>::new()), &random::<Images>(42));
        layer_agrees(&uneven(GroupNorm::<C, C, f64>::new()), &random::<Images>(43));
        shapes!(S: {
            layer_agrees(&uneven(LayerNorm::<M, f64>::new()), &random::<S>(44));
            layer_agrees(&uneven(RmsNorm::<M, f64>::new()), &random::<S>(45));
        });
        layer_agrees_in_training(&uneven(Normed::init(&mut rng(46))), &random::<(K, M)>(47));
    }
    for_dropout: dropout_forward dropout_backward Dropout => {
        shapes!(S: {
            let (x, keep) = (spread::<S>(50), Keep::new(0.6).unwrap());
            let (out, mask) = dropout_forward(&x, keep, Key::new(3));
            assert!(out.as_slice().contains(&0.0) && out.sum_all() != 0.0, "some should be kept, and some not");
            agrees(&x, |x| dropout_forward(x, keep, Key::new(3)).0, |dout| dropout_backward(dout, &mask));
            layer_agrees_in_training(&Dropout::new(keep, Key::new(3)), &x);
        });
    }
}
network! {
    struct Normed {
        first: Linear<M, C, f64>,
        norm: BatchNorm<C, f64>,
        act: Gelu,
        drop: Dropout<f64>,
        second: Linear<C, N, f64>,
        last: LayerNorm<N, f64>,
        scores: LogSoftmax<N>,
    }
}

#[test]
fn leaky_relu_has_its_lower_slope_at_the_kink() {
    let (x, dy) = (Tensor::<(N,), f64>::from([-1.0, 0.0, 1.0]), Tensor::from([2.0, 3.0, 5.0]));
    assert_eq!(leaky_relu_backward(&dy, &x, 0.5), [1.0, 1.5, 5.0]);
    assert_eq!(elu_backward(&dy, &-&x, 2.0), [2.0, 6.0, 10.0 * (-1.0_f64).exp()]);
}
