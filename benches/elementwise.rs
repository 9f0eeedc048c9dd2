//! What is done to every number alone, and softmax. What counts is how many bytes go through memory: every operand is read once, and the
//! result is written once.
mod support;

use shapeful::ops::relu_backward_into;
use shapeful::{Axis, Elu, Eval, Gelu, Layer, Relu, Shape, Sigmoid, Silu, Softmax, Tanh, Tensor, axes};
use std::hint::black_box;
use support::layers::{forward_and_backward, rng};
use support::{Bencher, Benches, Work};

axes! { Batch = 64; Rows = 1024; Columns = 1024; }
type Flat = (Batch, Columns);
type Square = (Rows, Columns);

fn random<S: Shape>() -> Tensor<S> {
    Tensor::normal(0.0, 1.0, &mut rng())
}
/// So many arrays go through memory.
fn arrays<S: Shape>(count: usize) -> Work {
    Work::bytes(count * S::LEN * size_of::<f32>())
}

/// The bound of what follows.
fn copy<S: Shape>(bencher: Bencher) {
    let (x, mut y) = (random::<S>(), Tensor::<S>::zeros());
    bencher.bench(arrays::<S>(2), || y.as_mut_slice().copy_from_slice(black_box(&x).as_slice()));
}
/// The value alone: in training most layers keep a slope beside it.
fn forward<S: Shape, L: Layer<S, Y = S>>(bencher: Bencher, layer: L) {
    let (x, mut y, mut cache) = (random::<S>(), Tensor::zeros(), L::Cache::<Eval>::default());
    bencher.bench(arrays::<S>(2), || layer.forward::<Eval>(black_box(&x), &mut cache, &mut y));
}
fn relu_backward<S: Shape>(bencher: Bencher) {
    let (dy, x, mut dx) = (random::<S>(), random::<S>(), Tensor::<S>::zeros());
    bencher.bench(arrays::<S>(3), || relu_backward_into(black_box(&dy), black_box(&x), &mut dx));
}
fn of_shape<S: Shape>(all: &Benches, name: &str) {
    all.add(&format!("copy/{name}"), copy::<S>);
    all.add(&format!("relu/{name}"), |b| forward::<S, _>(b, Relu));
    all.add(&format!("relu_backward/{name}"), relu_backward::<S>);
    all.add(&format!("exp/{name}"), |b| {
        let x = random::<S>();
        b.bench(arrays::<S>(2), || black_box(&x).exp());
    });
    all.add(&format!("tanh/{name}"), |b| forward::<S, _>(b, Tanh));
    all.add(&format!("sigmoid/{name}"), |b| forward::<S, _>(b, Sigmoid));
    all.add(&format!("gelu/{name}"), |b| forward::<S, _>(b, Gelu));
}
/// Forward in training writes the value and the slope; backward reads the slope.
fn both_ways<L: Layer<Flat, Y = Flat>>(all: &Benches, name: &str, layer: L) {
    let work = arrays::<Flat>(6).within(5 * Flat::LEN * size_of::<f32>());
    all.add(name, |b| forward_and_backward::<Flat, L>(b, work, layer));
}

fn main() {
    let all = &Benches::new();
    of_shape::<Flat>(all, "64x1024");
    of_shape::<Square>(all, "1024x1024");
    both_ways(all, "tanh_both_ways", Tanh);
    both_ways(all, "gelu_both_ways", Gelu);
    both_ways(all, "silu_both_ways", Silu);
    both_ways(all, "elu_both_ways", Elu::default());
    all.add("softmax_of_rows", |b| forward::<Square, _>(b, Softmax::<Axis<1>>::new()));
    all.add("softmax_over_rows", |b| forward::<Square, _>(b, Softmax::<Axis<0>>::new()));
}
