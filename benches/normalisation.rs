//! Normalisation, activations and dropout, forward in training and backward; beside them a copy, which is what memory allows.
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::{
    BatchNorm, Dropout, Gelu, GroupNorm, Keep, Key, Layer, LayerNorm, LogSoftmax, Relu, RmsNorm, Shape, Silu, Softmax,
    Tanh, Tensor, Train, axes, dim,
};

fn main() {
    divan::main();
}

axes! { Batch = 128; Features = 512; Images = 32; Channels = 64; Height = 16; Width = 16; }
type Rows = (Batch, Features);
type Maps = (Images, Channels, Height, Width);

fn forward<X: Shape, L: Layer<X, Y = X>>(bencher: Bencher, layer: L) {
    let x = Tensor::<X>::normal(0.0, 1.0, &mut StdRng::seed_from_u64(1));
    let (mut cache, mut y) = (L::Cache::<Train>::default(), Tensor::zeros());
    bencher.counter(ItemsCount::new(X::LEN)).bench_local(|| layer.forward::<Train>(black_box(&x), &mut cache, &mut y));
}
fn backward<X: Shape, L: Layer<X, Y = X>>(bencher: Bencher, mut layer: L) {
    let mut rng = StdRng::seed_from_u64(1);
    let (x, dy) = (Tensor::<X>::normal(0.0, 1.0, &mut rng), Tensor::<X>::normal(0.0, 1.0, &mut rng));
    let (mut cache, mut y, mut dx, mut grad) =
        (L::Cache::<Train>::default(), Tensor::zeros(), Tensor::zeros(), layer.zeros_like());
    layer.forward::<Train>(&x, &mut cache, &mut y);
    bencher
        .counter(ItemsCount::new(X::LEN))
        .bench_local(|| layer.backward(black_box(&x), &mut cache, &dy, Some(&mut dx), &mut grad));
}

macro_rules! benches { ($($name:ident: $x:ty, $layer:expr;)*) => { $(
    mod $name {
        use super::*;
        #[divan::bench]
        fn forward(bencher: Bencher) {
            super::forward::<$x, _>(bencher, $layer);
        }
        #[divan::bench]
        fn backward(bencher: Bencher) {
            super::backward::<$x, _>(bencher, $layer);
        }
    }
)* } }
benches! {
    relu: Rows, Relu;
    tanh: Rows, Tanh;
    gelu: Rows, Gelu;
    silu: Rows, Silu;
    softmax: Rows, Softmax::<Features>::new();
    log_softmax: Rows, LogSoftmax::<Features>::new();
    batch_norm: Rows, BatchNorm::<Features>::new();
    batch_norm_of_images: Maps, BatchNorm::<Channels>::new();
    layer_norm: Rows, LayerNorm::<Features>::new();
    rms_norm: Rows, RmsNorm::<Features>::new();
    group_norm: Maps, GroupNorm::<Channels, dim!(8)>::new();
    dropout: Rows, Dropout::new(Keep::HALF, Key::new(1));
}

#[divan::bench]
fn copy_rows(bencher: Bencher) {
    let (x, mut y) = (Tensor::<Rows>::ones(), Tensor::<Rows>::zeros());
    bencher
        .counter(ItemsCount::new(Rows::LEN))
        .bench_local(|| y.as_mut_slice().copy_from_slice(black_box(x.as_slice())));
}
