//! A whole training step: forward, loss, backward, SGD. And the answer for one example.
use divan::{Bencher, black_box};
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::{Dim, Init, Labels, Layer, Linear, Relu, Sgd, Tensor, Train, axes, network, softmax_loss_into};

fn main() {
    divan::main();
}

axes! {
    One = 1; Batch16 = 16; Batch64 = 64; Batch128 = 128;
    Controls = 16; Few = 32; Pixels = 784; Hundred = 100; Colours = 3072; Wide = 512; WideToo = 512; Classes = 10;
}

network! { struct Control { hidden: Linear<Controls, Few>, act: Relu, out: Linear<Few, Classes> } }
network! { struct TwoLayers { hidden: Linear<Pixels, Hundred>, act: Relu, out: Linear<Hundred, Classes> } }
network! {
    struct ThreeLayers {
        first: Linear<Colours, Wide>,
        act: Relu,
        second: Linear<Wide, WideToo>,
        act_too: Relu,
        out: Linear<WideToo, Classes>,
    }
}

fn step<N: Dim, D: Dim, Net>(bencher: Bencher)
where
    Net: Init + Layer<(N, D), Y = (N, Classes)>,
{
    let mut rng = StdRng::seed_from_u64(1);
    let mut net = Net::init(&mut rng);
    let (mut grad, mut optimizer) = (net.zeros_like(), Sgd::new(&net, 1e-3));
    let x = Tensor::<(N, D)>::normal(0.0, 1.0, &mut rng);
    let labels: Vec<usize> = (0..N::SIZE).map(|n| n % Classes::SIZE).collect();
    let y = Labels::<N, Classes>::new(labels).expect("every label is a class");
    let (mut cache, mut scores, mut dscores) = (Net::Cache::default(), Tensor::zeros(), Tensor::zeros());
    bencher.bench_local(|| {
        net.forward::<Train>(black_box(&x), &mut cache, &mut scores);
        let loss = softmax_loss_into(&scores, &y, &mut dscores);
        net.backward(&x, &mut cache, &dscores, None, &mut grad);
        optimizer.step(&mut net, &grad);
        loss
    });
}

#[divan::bench]
fn step_16_32_10_batch_16(bencher: Bencher) {
    step::<Batch16, Controls, Control>(bencher);
}
#[divan::bench]
fn step_784_100_10_batch_64(bencher: Bencher) {
    step::<Batch64, Pixels, TwoLayers>(bencher);
}
#[divan::bench]
fn step_784_100_10_batch_128(bencher: Bencher) {
    step::<Batch128, Pixels, TwoLayers>(bencher);
}
#[divan::bench]
fn step_3072_512_512_10_batch_128(bencher: Bencher) {
    step::<Batch128, Colours, ThreeLayers>(bencher);
}

#[divan::bench]
fn one_row_784_100_10(bencher: Bencher) {
    let net = TwoLayers::init(&mut StdRng::seed_from_u64(1));
    let x = Tensor::<(One, Pixels)>::ones();
    let (mut cache, mut scores) = Default::default();
    bencher.bench_local(|| net.forward::<Train>(black_box(&x), &mut cache, &mut scores));
}
