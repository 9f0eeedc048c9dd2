//! Convolution and pooling forward and backward, at the sizes of the course; and a whole training step of a small convnet.
mod support;

use shapeful::{Conv2d, Flatten, Init, Layer, Linear, MaxPool2d, Relu, Shape, axes, dim, network};
use support::layers::{backward, forward, rng, step};
use support::{Benches, Work};

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

/// Forward, and backward to both gradients. `window`: how many numbers one number of the output is a sum of.
fn convolution<X: Shape, L: Init + Layer<X>>(all: &Benches, name: &str, window: usize) {
    let flops = 2 * window * <L::Y as Shape>::LEN;
    all.add(&format!("forward_{name}"), |b| forward::<X, L>(b, Work::flops(flops), L::init(&mut rng())));
    all.add(&format!("backward_{name}"), |b| backward::<X, L>(b, Work::flops(2 * flops), L::init(&mut rng())));
}
/// Forward, and backward to the gradient of x.
fn pooling<X: Shape, L: Layer<X>>(all: &Benches, name: &str, layer: fn() -> L) {
    // Read all, write what is left of it, and the same backward with all written.
    let work = Work::bytes(size_of::<f32>() * (X::LEN + <L::Y as Shape>::LEN));
    all.add(&format!("forward_{name}"), |b| forward::<X, _>(b, work, layer()));
    all.add(&format!("backward_{name}"), |b| backward::<X, _>(b, work, layer()));
}

fn main() {
    let all = &Benches::new();
    convolution::<Digits, OfDigits>(all, "64x1x8x8_32_filters_of_3", 3 * 3);
    convolution::<Cifar, OfCifar>(all, "50x3x32x32_32_filters_of_7", 3 * 7 * 7);
    convolution::<(Batch50, Filters, dim!(16), dim!(16)), Deeper>(all, "50x32x16x16_32_filters_of_3", 32 * 3 * 3);
    pooling::<(Batch50, Filters, Side, Side), _>(all, "max_pool_50x32x32x32", MaxPool2d::<dim!(2), dim!(2)>::new);
    // Four windows a row: less than some registers hold.
    pooling::<(Batch64, Filters, Digit, Digit), _>(all, "max_pool_64x32x8x8", MaxPool2d::<dim!(2), dim!(2)>::new);
    // The first layer has no gradient of x.
    let digits = 2 * 64 * (2 * 32 * 8 * 8 * 9 + 3 * 512 * 10);
    all.add("step_of_a_convnet_for_digits_batch_64", |b| step::<Digits, Classes, ForDigits>(b, digits));
    let cifar = 2 * 50 * (2 * 32 * 32 * 32 * 3 * 7 * 7 + 3 * (8192 * 100 + 100 * 10));
    all.add("step_of_the_three_layer_convnet_batch_50", |b| step::<Cifar, Classes, ThreeLayers>(b, cifar));
}
