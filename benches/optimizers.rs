//! One step of an optimizer over a million parameters. What counts is how many bytes go through memory: each parameter, gradient and
//! state is read once, and all but the gradient is written once.
mod support;

use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::{AdaGrad, Adam, AdamW, Linear, Optimizer, Params, RmsProp, Sgd, axes, clip_grad_norm};
use std::hint::black_box;
use support::{Bencher, Benches, Work};

axes! { Inputs = 1000; Outputs = 999; }
type Million = Linear<Inputs, Outputs>;

/// A step that reads `models` values of the model's type, and writes all but one of them.
fn step<O: Optimizer<Million>>(bencher: Bencher, models: usize, make: impl Fn(&Million) -> O) {
    let mut model = Million::he(&mut StdRng::seed_from_u64(1));
    let grad = Million::he(&mut StdRng::seed_from_u64(2));
    let mut optimizer = make(&model);
    let bytes = model.count() * size_of::<f32>();
    let work = Work::bytes((2 * models - 1) * bytes).within(models * bytes);
    bencher.bench(work, || optimizer.step(&mut model, black_box(&grad)));
}

/// The bound of the above: a copy reads and writes.
fn copy_of_a_model(bencher: Bencher) {
    let from = Million::he(&mut StdRng::seed_from_u64(1));
    let mut to = from.clone();
    let work = Work::bytes(2 * from.count() * size_of::<f32>());
    bencher.bench(work, || to.w.as_mut_slice().copy_from_slice(black_box(&from).w.as_slice()));
}
/// Two readings at most, and nothing to shorten.
fn norm_of_a_gradient(bencher: Bencher) {
    let mut grad = Million::he(&mut StdRng::seed_from_u64(1));
    let work = Work::bytes(grad.count() * size_of::<f32>());
    bencher.bench(work, || clip_grad_norm(black_box(&mut grad), 1e9));
}

fn main() {
    let all = Benches::new();
    all.add("sgd", |b| step(b, 2, |model| Sgd::new(model, 1e-6)));
    all.add("sgd_momentum", |b| step(b, 3, |model| Sgd::new(model, 1e-6).momentum(0.9)));
    all.add("sgd_nesterov_and_decay", |b| {
        step(b, 3, |model| Sgd::new(model, 1e-6).momentum(0.9).nesterov().weight_decay(1e-4))
    });
    all.add("adagrad", |b| step(b, 3, |model| AdaGrad::new(model, 1e-6)));
    all.add("rmsprop", |b| step(b, 3, |model| RmsProp::new(model, 1e-6)));
    all.add("adam", |b| step(b, 4, |model| Adam::new(model, 1e-6)));
    all.add("adamw", |b| step(b, 4, |model| AdamW::new(model, 1e-6, 0.01)));
    all.add("copy_of_a_model", copy_of_a_model);
    all.add("norm_of_a_gradient", norm_of_a_gradient);
}
