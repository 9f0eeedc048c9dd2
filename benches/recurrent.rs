//! A recurrent layer over a batch of texts: forward, and backward through time. And one step, as text is written word by word.
use divan::{Bencher, black_box};
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::{Eval, Gru, Init, Layer, Lstm, LstmState, Rnn, Tensor, Train, axes};

fn main() {
    divan::main();
}

axes! { One = 1; Batch = 32; Time = 50; Features = 64; Hidden = 128; }
type X = (Batch, Time, Features);

#[divan::bench(types = [Rnn<Features, Hidden>, Lstm<Features, Hidden>, Gru<Features, Hidden>])]
fn forward<L: Init + Layer<X>>(bencher: Bencher) {
    let mut rng = StdRng::seed_from_u64(1);
    let (layer, x) = (L::init(&mut rng), Tensor::<X>::normal(0.0, 1.0, &mut rng));
    let (mut cache, mut h) = (L::Cache::<Eval>::default(), Tensor::zeros());
    bencher.bench_local(|| layer.forward(black_box(&x), &mut cache, &mut h));
}
#[divan::bench(types = [Rnn<Features, Hidden>, Lstm<Features, Hidden>, Gru<Features, Hidden>])]
fn forward_and_backward<L: Init + Layer<X>>(bencher: Bencher) {
    let mut rng = StdRng::seed_from_u64(1);
    let (mut layer, x) = (L::init(&mut rng), Tensor::<X>::normal(0.0, 1.0, &mut rng));
    let dh = Tensor::normal(0.0, 1.0, &mut rng);
    let (mut cache, mut h, mut dx) = (L::Cache::<Train>::default(), Tensor::zeros(), Tensor::zeros());
    let mut grad = layer.zeros_like();
    bencher.bench_local(|| {
        layer.forward(black_box(&x), &mut cache, &mut h);
        layer.backward(&x, &mut cache, &dh, Some(&mut dx), &mut grad);
    });
}
#[divan::bench]
fn one_step_of_one_text(bencher: Bencher) {
    let layer = Lstm::<Features, Hidden>::init(&mut StdRng::seed_from_u64(1));
    let (x, mut state) = (Tensor::<(One, Features)>::ones(), LstmState::default());
    bencher.bench_local(|| layer.step(black_box(&x), &mut state));
}
