//! Normalisation, softmax and dropout, forward in training and backward; beside them a copy, which is what memory allows.
mod support;

use shapeful::{
    BatchNorm, Dropout, GroupNorm, Keep, Key, Layer, LayerNorm, LogSoftmax, RmsNorm, Shape, Softmax, Tensor, axes, dim,
};
use std::hint::black_box;
use support::layers::{backward, forward};
use support::{Bencher, Benches, Work};

axes! { Batch = 128; Features = 512; Images = 32; Channels = 64; Height = 16; Width = 16; }
type Rows = (Batch, Features);
type Maps = (Images, Channels, Height, Width);

fn both<X: Shape, L: Layer<X, Y = X> + Clone>(all: &Benches, name: &str, layer: L) {
    let bytes = X::LEN * size_of::<f32>();
    // Reads x and writes y; reads dy and x, or what forward has kept in its place, and writes dx.
    all.add(&format!("{name}/forward"), |b| forward::<X, L>(b, Work::bytes(2 * bytes), layer.clone()));
    all.add(&format!("{name}/backward"), |b| backward::<X, L>(b, Work::bytes(3 * bytes), layer.clone()));
}
fn copy_rows(bencher: Bencher) {
    let (x, mut y) = (Tensor::<Rows>::ones(), Tensor::<Rows>::zeros());
    let work = Work::bytes(2 * Rows::LEN * size_of::<f32>());
    bencher.bench(work, || y.as_mut_slice().copy_from_slice(black_box(x.as_slice())));
}

fn main() {
    let all = &Benches::new();
    both::<Rows, _>(all, "softmax", Softmax::<Features>::new());
    both::<Rows, _>(all, "log_softmax", LogSoftmax::<Features>::new());
    both::<Rows, _>(all, "batch_norm", BatchNorm::<Features>::new());
    both::<Maps, _>(all, "batch_norm_of_images", BatchNorm::<Channels>::new());
    both::<Rows, _>(all, "layer_norm", LayerNorm::<Features>::new());
    both::<Rows, _>(all, "rms_norm", RmsNorm::<Features>::new());
    both::<Maps, _>(all, "group_norm", GroupNorm::<Channels, dim!(8)>::new());
    both::<Rows, _>(all, "dropout", Dropout::new(Keep::HALF, Key::new(1)));
    all.add("copy_rows", copy_rows);
}
