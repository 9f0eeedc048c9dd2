//! Convolution and pooling forward and backward, at the sizes of the course; and a whole training step of a small convnet.
use divan::{Bencher, black_box};
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::{
    Conv2d, Flatten, Init, Labels, Layer, Linear, MaxPool2d, Relu, Sgd, Shape, Tensor, Train, axes, dim, network,
    softmax_loss_into,
};

fn main() {
    divan::main();
}

axes! {
    Batch50 = 50; Batch64 = 64; Grey = 1; Colours = 3; Filters = 32; More = 32;
    Digit = 8; Side = 32; Hundred = 100; Classes = 10;
}
type Digits = (Batch64, Grey, Digit, Digit);
type Cifar = (Batch50, Colours, Side, Side);
type OfDigits = Conv2d<Grey, Filters, dim!(3), dim!(3), dim!(1), dim!(1)>;
type OfCifar = Conv2d<Colours, Filters, dim!(7), dim!(7), dim!(1), dim!(3)>;
type Deeper = Conv2d<Filters, More, dim!(3), dim!(3), dim!(1), dim!(1)>;

network! {
    /// The three-layer convnet of the course.
    struct ThreeLayers {
        conv: OfCifar,
        act: Relu,
        pool: MaxPool2d<dim!(2), dim!(2)>,
        flat: Flatten,
        hidden: Linear<dim!(8192), Hundred>,
        act_too: Relu,
        out: Linear<Hundred, Classes>,
    }
}
network! {
    struct ForDigits {
        conv: OfDigits,
        act: Relu,
        pool: MaxPool2d<dim!(2), dim!(2)>,
        flat: Flatten,
        out: Linear<dim!(512), Classes>,
    }
}

fn forward<X: Shape, L: Init + Layer<X>>(bencher: Bencher) {
    let mut rng = StdRng::seed_from_u64(1);
    let (layer, x) = (L::init(&mut rng), Tensor::<X>::normal(0.0, 1.0, &mut rng));
    let (mut cache, mut y) = (L::Cache::<Train>::default(), Tensor::zeros());
    bencher.bench_local(|| layer.forward::<Train>(black_box(&x), &mut cache, &mut y));
}
fn backward<X: Shape, L: Init + Layer<X>>(bencher: Bencher) {
    let mut rng = StdRng::seed_from_u64(1);
    let (mut layer, x) = (L::init(&mut rng), Tensor::<X>::normal(0.0, 1.0, &mut rng));
    let (mut cache, mut y, mut dx) = (L::Cache::<Train>::default(), Tensor::zeros(), Tensor::zeros());
    let (dy, mut grad) = (Tensor::normal(0.0, 1.0, &mut rng), layer.zeros_like());
    layer.forward::<Train>(&x, &mut cache, &mut y);
    bencher.bench_local(|| layer.backward(black_box(&x), &mut cache, &dy, Some(&mut dx), &mut grad));
}
fn step<X: Shape, Net>(bencher: Bencher)
where
    (X,): Examples,
    Net: Init + Layer<X, Y = (<(X,) as Examples>::Batch, Classes)>,
{
    let mut rng = StdRng::seed_from_u64(1);
    let mut net = Net::init(&mut rng);
    let (mut grad, mut optimizer) = (net.zeros_like(), Sgd::new(&net, 1e-3));
    let x = Tensor::<X>::normal(0.0, 1.0, &mut rng);
    let labels: Vec<usize> = (0..X::DIMS[0]).map(|n| n % 10).collect();
    let y = Labels::<<(X,) as Examples>::Batch, Classes>::new(labels).expect("every label is a class");
    let (mut cache, mut scores, mut dscores) = (Net::Cache::default(), Tensor::zeros(), Tensor::zeros());
    bencher.bench_local(|| {
        net.forward::<Train>(black_box(&x), &mut cache, &mut scores);
        let loss = softmax_loss_into(&scores, &y, &mut dscores);
        net.backward(&x, &mut cache, &dscores, None, &mut grad);
        optimizer.step(&mut net, &grad);
        loss
    });
}
/// The batch of a shape.
trait Examples {
    type Batch: shapeful::Dim;
}
impl<N: shapeful::Dim, C, H, W> Examples for ((N, C, H, W),) {
    type Batch = N;
}

#[divan::bench]
fn forward_64x1x8x8_32_filters_of_3(bencher: Bencher) {
    forward::<Digits, OfDigits>(bencher);
}
#[divan::bench]
fn backward_64x1x8x8_32_filters_of_3(bencher: Bencher) {
    backward::<Digits, OfDigits>(bencher);
}
#[divan::bench]
fn forward_50x3x32x32_32_filters_of_7(bencher: Bencher) {
    forward::<Cifar, OfCifar>(bencher);
}
#[divan::bench]
fn backward_50x3x32x32_32_filters_of_7(bencher: Bencher) {
    backward::<Cifar, OfCifar>(bencher);
}
#[divan::bench]
fn forward_50x32x16x16_32_filters_of_3(bencher: Bencher) {
    forward::<(Batch50, Filters, dim!(16), dim!(16)), Deeper>(bencher);
}
#[divan::bench]
fn backward_50x32x16x16_32_filters_of_3(bencher: Bencher) {
    backward::<(Batch50, Filters, dim!(16), dim!(16)), Deeper>(bencher);
}
#[divan::bench]
fn forward_max_pool_50x32x32x32(bencher: Bencher) {
    forward::<(Batch50, Filters, Side, Side), MaxPool2d<dim!(2), dim!(2)>>(bencher);
}
#[divan::bench]
fn backward_max_pool_50x32x32x32(bencher: Bencher) {
    backward::<(Batch50, Filters, Side, Side), MaxPool2d<dim!(2), dim!(2)>>(bencher);
}
#[divan::bench]
fn step_of_a_convnet_for_digits_batch_64(bencher: Bencher) {
    step::<Digits, ForDigits>(bencher);
}
#[divan::bench]
fn step_of_the_three_layer_convnet_batch_50(bencher: Bencher) {
    step::<Cifar, ThreeLayers>(bencher);
}
