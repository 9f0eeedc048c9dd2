//! A whole training step: forward, loss, backward, SGD. And the answer for one example.
mod support;

use shapeful::{Dim, Init, Layer, Linear, Relu, Tensor, Train, axes, network};
use std::hint::black_box;
use support::layers::{affine_flops, rng, step};
use support::{Bencher, Benches, Work};

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

fn one_row(bencher: Bencher) {
    let net = TwoLayers::init(&mut rng());
    let x = Tensor::<(One, Pixels)>::ones();
    let (mut cache, mut scores) = Default::default();
    let weights = (Pixels::SIZE + Classes::SIZE) * Hundred::SIZE;
    bencher.bench(Work::new(2 * weights, size_of::<f32>() * weights), || {
        net.forward::<Train>(black_box(&x), &mut cache, &mut scores)
    });
}

fn main() {
    let all = Benches::new();
    all.add("step_16_32_10_batch_16", |b| {
        step::<(Batch16, Controls), Classes, Control>(b, affine_flops(16, &[16, 32, 10]))
    });
    all.add("step_784_100_10_batch_64", |b| {
        step::<(Batch64, Pixels), Classes, TwoLayers>(b, affine_flops(64, &[784, 100, 10]))
    });
    all.add("step_784_100_10_batch_128", |b| {
        step::<(Batch128, Pixels), Classes, TwoLayers>(b, affine_flops(128, &[784, 100, 10]))
    });
    all.add("step_3072_512_512_10_batch_128", |b| {
        step::<(Batch128, Colours), Classes, ThreeLayers>(b, affine_flops(128, &[3072, 512, 512, 10]))
    });
    all.add("one_row_784_100_10", one_row);
}
