//! A recurrent layer over a batch of texts: forward, and backward through time. And one step, as text is written word by word.
mod support;

use shapeful::{Dim, Gru, Init, Layer, Lstm, LstmState, Rnn, Tensor, axes};
use std::hint::black_box;
use support::layers::{forward, forward_and_backward, rng};
use support::{Bencher, Benches, Work};

axes! { One = 1; Batch = 32; Time = 50; Features = 64; Hidden = 128; }
type X = (Batch, Time, Features);

/// The products of one step of `texts` texts, of a layer with so many `gates`.
fn products_of_a_step(texts: usize, gates: usize) -> usize {
    2 * texts * (Features::SIZE + Hidden::SIZE) * gates * Hidden::SIZE
}

fn one_step_of_one_text(bencher: Bencher) {
    let layer = Lstm::<Features, Hidden>::init(&mut rng());
    let (x, mut state) = (Tensor::<(One, Features)>::ones(), LstmState::default());
    let flops = products_of_a_step(1, 4);
    // Each weight is read once.
    bencher.bench(Work::new(flops, flops / 2 * size_of::<f32>()), || layer.step(black_box(&x), &mut state));
}
fn both<L: Init + Layer<X>>(all: &Benches, name: &str, gates: usize) {
    let work = |products: usize| Work::flops(Time::SIZE * products * products_of_a_step(Batch::SIZE, gates));
    all.add(&format!("{name}/forward"), |b| forward::<X, L>(b, work(1), L::init(&mut rng())));
    // Two products go backward for each that goes forward.
    all.add(&format!("{name}/forward_and_backward"), |b| forward_and_backward::<X, L>(b, work(3), L::init(&mut rng())));
}

fn main() {
    let all = &Benches::new();
    both::<Rnn<Features, Hidden>>(all, "rnn", 1);
    both::<Lstm<Features, Hidden>>(all, "lstm", 4);
    both::<Gru<Features, Hidden>>(all, "gru", 3);
    all.add("one_step_of_one_text", one_step_of_one_text);
}
