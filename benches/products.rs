//! The matrix products, in every transposed form, and the affine layer.
mod support;

use shapeful::{Dim, Tensor, affine_backward, affine_forward, axes, dim};
use std::hint::black_box;
use support::layers::{left_transposed, plain, product, right_transposed, rng};
use support::{Bencher, Benches, Work};

axes! { Batch = 64; Pixels = 784; Hidden = 100; Classes = 10; One = 1; }

fn all_forms<N: Dim, K: Dim, M: Dim>(all: &Benches, name: &str) {
    all.add(&format!("{name}/plain"), plain::<N, K, M, f32>);
    all.add(&format!("{name}/left_transposed"), left_transposed::<N, K, M, f32>);
    all.add(&format!("{name}/right_transposed"), right_transposed::<N, K, M, f32>);
}

fn affine_layer_forward(bencher: Bencher) {
    let rng = &mut rng();
    let (x, w, b) = (
        Tensor::<(Batch, Pixels)>::normal(0.0, 1.0, rng),
        Tensor::<(Pixels, Hidden)>::normal(0.0, 1.0, rng),
        Tensor::<(dim!(1), Hidden)>::normal(0.0, 1.0, rng),
    );
    bencher
        .bench(product::<Batch, Pixels, Hidden, f32>(), || affine_forward(black_box(&x), black_box(&w), black_box(&b)));
}
fn affine_layer_backward(bencher: Bencher) {
    let rng = &mut rng();
    let (x, w, dout) = (
        Tensor::<(Batch, Pixels)>::normal(0.0, 1.0, rng),
        Tensor::<(Pixels, Hidden)>::normal(0.0, 1.0, rng),
        Tensor::<(Batch, Hidden)>::normal(0.0, 1.0, rng),
    );
    let both_products = Work::flops(2 * 2 * Batch::SIZE * Pixels::SIZE * Hidden::SIZE);
    bencher.bench(both_products, || affine_backward(black_box(&dout), black_box(&x), black_box(&w)));
}

fn main() {
    let all = Benches::new();
    all_forms::<dim!(4), dim!(4), dim!(4)>(&all, "square_4");
    all_forms::<dim!(16), dim!(16), dim!(16)>(&all, "square_16");
    all_forms::<dim!(64), dim!(64), dim!(64)>(&all, "square_64");
    all_forms::<dim!(256), dim!(256), dim!(256)>(&all, "square_256");
    all_forms::<dim!(1024), dim!(1024), dim!(1024)>(&all, "square_1024");
    all_forms::<Batch, Pixels, Hidden>(&all, "first_layer");
    all_forms::<Batch, Hidden, Classes>(&all, "last_layer");
    all_forms::<One, Pixels, Hidden>(&all, "one_row");
    all.add("affine_layer_forward", affine_layer_forward);
    all.add("affine_layer_backward", affine_layer_backward);
}
