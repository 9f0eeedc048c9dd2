//! What is done to every number alone, reductions, softmax, transposes and the steps of optimizers. What counts is how many bytes go
//! through memory: every operand is read once, and the result is written once.
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::ops::relu_backward_into;
use shapeful::{
    Adam, AdamW, Axis, Elu, Gelu, Layer, Linear, Optimizer, Params, Relu, RmsProp, Sgd, Shape, Sigmoid, Silu, Softmax,
    Tanh, Tensor, Train, axes, clip_grad_norm,
};

fn main() {
    divan::main();
}

axes! { Batch = 64; Rows = 1024; Columns = 1024; Inputs = 3072; Hidden = 512; HiddenToo = 512; Classes = 10; }
type Square = (Rows, Columns);
type Flat = (Batch, Columns);

fn random<S: Shape>(seed: u64) -> Tensor<S> {
    Tensor::normal(0.0, 1.0, &mut StdRng::seed_from_u64(seed))
}
/// So many numbers of so many arrays.
fn bytes<S: Shape>(arrays: usize) -> BytesCount {
    BytesCount::new(arrays * S::LEN * size_of::<f32>())
}
fn forward<S: Shape, L: Layer<S, Y = S>>(bencher: Bencher, layer: L) {
    let (x, mut y, mut cache) = (random::<S>(1), Tensor::zeros(), L::Cache::<shapeful::Eval>::default());
    bencher.counter(bytes::<S>(2)).bench_local(|| layer.forward::<shapeful::Eval>(black_box(&x), &mut cache, &mut y));
}
fn train<S: Shape, L: Layer<S, Y = S>>(bencher: Bencher, mut layer: L) {
    let (x, dy, mut y, mut dx) = (random::<S>(1), random::<S>(2), Tensor::zeros(), Tensor::zeros());
    let (mut cache, mut grad) = (L::Cache::<Train>::default(), layer.zeros_like());
    bencher.bench_local(|| {
        layer.forward::<Train>(black_box(&x), &mut cache, &mut y);
        layer.backward(&x, &mut cache, &dy, Some(&mut dx), &mut grad);
    });
}

/// The bound of what follows.
#[divan::bench(types = [Flat, Square])]
fn copy<S: Shape>(bencher: Bencher) {
    let (x, mut y) = (random::<S>(1), Tensor::<S>::zeros());
    bencher.counter(bytes::<S>(2)).bench_local(|| y.as_mut_slice().copy_from_slice(black_box(&x).as_slice()));
}
#[divan::bench(types = [Flat, Square])]
fn relu<S: Shape>(bencher: Bencher) {
    forward::<S, _>(bencher, Relu);
}
#[divan::bench(types = [Flat, Square])]
fn relu_backward<S: Shape>(bencher: Bencher) {
    let (x, dy, mut dx) = (random::<S>(1), random::<S>(2), Tensor::<S>::zeros());
    bencher.counter(bytes::<S>(3)).bench_local(|| relu_backward_into(black_box(&dy), &x, &mut dx));
}
#[divan::bench]
fn sum_over_rows_64(bencher: Bencher) {
    let x = random::<Flat>(1);
    bencher.counter(bytes::<Flat>(1)).bench_local(|| black_box(&x).sum(Axis::<0>));
}
#[divan::bench]
fn sum_over_rows_1024(bencher: Bencher) {
    let x = random::<Square>(1);
    bencher.counter(bytes::<Square>(1)).bench_local(|| black_box(&x).sum(Axis::<0>));
}
#[divan::bench]
fn sum_of_rows_64(bencher: Bencher) {
    let x = random::<Flat>(1);
    bencher.counter(bytes::<Flat>(1)).bench_local(|| black_box(&x).sum(Axis::<1>));
}
#[divan::bench]
fn sum_of_rows_1024(bencher: Bencher) {
    let x = random::<Square>(1);
    bencher.counter(bytes::<Square>(1)).bench_local(|| black_box(&x).sum(Axis::<1>));
}
#[divan::bench]
fn max_of_rows_1024(bencher: Bencher) {
    let x = random::<Square>(1);
    bencher.counter(bytes::<Square>(1)).bench_local(|| black_box(&x).max(Axis::<1>));
}
#[divan::bench]
fn max_over_rows_1024(bencher: Bencher) {
    let x = random::<Square>(1);
    bencher.counter(bytes::<Square>(1)).bench_local(|| black_box(&x).max(Axis::<0>));
}
#[divan::bench]
fn softmax_of_rows_1024(bencher: Bencher) {
    forward::<Square, _>(bencher, Softmax::<Axis<1>>::new());
}
#[divan::bench]
fn softmax_over_rows_1024(bencher: Bencher) {
    forward::<Square, _>(bencher, Softmax::<Axis<0>>::new());
}
#[divan::bench(types = [Flat, Square])]
fn exp<S: Shape>(bencher: Bencher) {
    let x = random::<S>(1);
    bencher.counter(bytes::<S>(2)).bench_local(|| black_box(&x).exp());
}
#[divan::bench(types = [Flat, Square])]
fn tanh<S: Shape>(bencher: Bencher) {
    forward::<S, _>(bencher, Tanh);
}
#[divan::bench(types = [Flat, Square])]
fn sigmoid<S: Shape>(bencher: Bencher) {
    forward::<S, _>(bencher, Sigmoid);
}
#[divan::bench(types = [Flat, Square])]
fn gelu<S: Shape>(bencher: Bencher) {
    forward::<S, _>(bencher, Gelu);
}
#[divan::bench]
fn silu_both_ways(bencher: Bencher) {
    train::<Flat, _>(bencher, Silu);
}
#[divan::bench]
fn gelu_both_ways(bencher: Bencher) {
    train::<Flat, _>(bencher, Gelu);
}
#[divan::bench]
fn elu_both_ways(bencher: Bencher) {
    train::<Flat, _>(bencher, Elu::default());
}
#[divan::bench]
fn transposed_copy_1024(bencher: Bencher) {
    let x = random::<Square>(1);
    bencher.counter(bytes::<Square>(2)).bench_local(|| black_box(&x).t().to_tensor());
}

/// 3072-512-512-10, which has 1.84 million parameters.
type Net = (Linear<Inputs, Hidden>, Linear<Hidden, HiddenToo>, Linear<HiddenToo, Classes>);

fn net(seed: u64) -> Net {
    let mut rng = StdRng::seed_from_u64(seed);
    (Linear::he(&mut rng), Linear::he(&mut rng), Linear::he(&mut rng))
}
fn step<O: Optimizer<Net>>(bencher: Bencher, streams: usize, make: impl Fn(&Net) -> O) {
    let (mut model, grad) = (net(1), net(2));
    let mut optimizer = make(&model);
    let bytes = BytesCount::new(streams * Params::<f32>::count(&model) * size_of::<f32>());
    bencher.counter(bytes).bench_local(|| optimizer.step(&mut model, black_box(&grad)));
}
#[divan::bench]
fn sgd(bencher: Bencher) {
    step(bencher, 3, |net| Sgd::new(net, 1e-6));
}
#[divan::bench]
fn sgd_with_momentum(bencher: Bencher) {
    step(bencher, 5, |net| Sgd::new(net, 1e-6).momentum(0.9));
}
#[divan::bench]
fn rmsprop(bencher: Bencher) {
    step(bencher, 5, |net| RmsProp::new(net, 1e-6));
}
#[divan::bench]
fn adam(bencher: Bencher) {
    step(bencher, 7, |net| Adam::new(net, 1e-6));
}
#[divan::bench]
fn adamw(bencher: Bencher) {
    step(bencher, 7, |net| AdamW::new(net, 1e-6, 0.01));
}
#[divan::bench]
fn norm_of_a_gradient(bencher: Bencher) {
    let mut grad = net(1);
    let bytes = BytesCount::new(Params::<f32>::count(&grad) * size_of::<f32>());
    bencher.counter(bytes).bench_local(|| clip_grad_norm(black_box(&mut grad), 1e9_f32));
}
