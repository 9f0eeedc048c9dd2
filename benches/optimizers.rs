//! One step of an optimizer over a million parameters. What counts is how many bytes go through memory: each parameter, gradient and
//! state is read once, and all but the gradient is written once.
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::{AdaGrad, Adam, AdamW, Linear, Optimizer, Params, RmsProp, Sgd, axes, clip_grad_norm};

fn main() {
    divan::main();
}

axes! { Inputs = 1000; Outputs = 999; }
type Million = Linear<Inputs, Outputs>;

/// A step that reads `models` values of the model's type, and writes all but one of them.
fn step<O: Optimizer<Million>>(bencher: Bencher, models: usize, make: impl Fn(&Million) -> O) {
    let mut model = Million::he(&mut StdRng::seed_from_u64(1));
    let grad = Million::he(&mut StdRng::seed_from_u64(2));
    let mut optimizer = make(&model);
    let bytes = (2 * models - 1) * model.count() * size_of::<f32>();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| optimizer.step(&mut model, black_box(&grad)));
}

#[divan::bench]
fn sgd_momentum(bencher: Bencher) {
    step(bencher, 3, |model| Sgd::new(model, 1e-6).momentum(0.9));
}
#[divan::bench]
fn sgd_nesterov_and_decay(bencher: Bencher) {
    step(bencher, 3, |model| Sgd::new(model, 1e-6).momentum(0.9).nesterov().weight_decay(1e-4));
}
#[divan::bench]
fn adagrad(bencher: Bencher) {
    step(bencher, 3, |model| AdaGrad::new(model, 1e-6));
}
#[divan::bench]
fn rmsprop(bencher: Bencher) {
    step(bencher, 3, |model| RmsProp::new(model, 1e-6));
}
#[divan::bench]
fn adam(bencher: Bencher) {
    step(bencher, 4, |model| Adam::new(model, 1e-6));
}
#[divan::bench]
fn adamw(bencher: Bencher) {
    step(bencher, 4, |model| AdamW::new(model, 1e-6, 0.01));
}
/// The bound of the above: a copy reads and writes.
#[divan::bench]
fn copy_of_a_model(bencher: Bencher) {
    let from = Million::he(&mut StdRng::seed_from_u64(1));
    let mut to = from.clone();
    bencher
        .counter(BytesCount::new(2 * from.count() * size_of::<f32>()))
        .bench_local(|| to.w.as_mut_slice().copy_from_slice(black_box(&from).w.as_slice()));
}
/// Two readings, and nothing to shorten.
#[divan::bench]
fn norm_of_a_gradient(bencher: Bencher) {
    let mut grad = Million::he(&mut StdRng::seed_from_u64(1));
    bencher
        .counter(BytesCount::new(2 * grad.count() * size_of::<f32>()))
        .bench_local(|| clip_grad_norm(black_box(&mut grad), 1e9));
}
