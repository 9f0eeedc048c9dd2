//! The matrix products, in every transposed form, and the affine layer. Items are floating-point operations: 1 Gitem/s is
//! 1 GFLOP/s.
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use shapeful::{Dim, Tensor, affine_backward, affine_forward, axes, dim};

fn main() {
    divan::main();
}

axes! { Batch = 64; Pixels = 784; Hidden = 100; Classes = 10; One = 1; }

fn operand<N: Dim, M: Dim>() -> Tensor<(N, M)> {
    Tensor::<(N, M)>::from_fn(|[i, j]| ((i * 31 + j * 17) % 101) as f32 / 101.0 - 0.5)
}
fn flops<N: Dim, K: Dim, M: Dim>() -> ItemsCount {
    ItemsCount::new(2 * N::SIZE * K::SIZE * M::SIZE)
}

macro_rules! products { ($($name:ident: $n:ty, $k:ty, $m:ty;)*) => { $(
    mod $name {
        use super::*;
        /// `A·B`
        #[divan::bench]
        fn plain(bencher: Bencher) {
            let (a, b, mut c) = (operand::<$n, $k>(), operand::<$k, $m>(), Tensor::zeros());
            bencher.counter(flops::<$n, $k, $m>()).bench_local(|| black_box(&a).matmul_into(black_box(&b), &mut c));
        }
        /// `Aᵀ·B`
        #[divan::bench]
        fn left_transposed(bencher: Bencher) {
            let (a, b, mut c) = (operand::<$k, $n>(), operand::<$k, $m>(), Tensor::zeros());
            bencher.counter(flops::<$n, $k, $m>()).bench_local(|| black_box(&a).t().matmul_into(black_box(&b), &mut c));
        }
        /// `A·Bᵀ`
        #[divan::bench]
        fn right_transposed(bencher: Bencher) {
            let (a, b, mut c) = (operand::<$n, $k>(), operand::<$m, $k>(), Tensor::zeros());
            bencher.counter(flops::<$n, $k, $m>()).bench_local(|| black_box(&a).matmul_into(black_box(&b).t(), &mut c));
        }
    }
)* } }
products! {
    square_4: dim!(4), dim!(4), dim!(4);
    square_16: dim!(16), dim!(16), dim!(16);
    square_64: dim!(64), dim!(64), dim!(64);
    square_256: dim!(256), dim!(256), dim!(256);
    square_1024: dim!(1024), dim!(1024), dim!(1024);
    first_layer: Batch, Pixels, Hidden;
    last_layer: Batch, Hidden, Classes;
    one_row: One, Pixels, Hidden;
}

#[divan::bench]
fn affine_layer_forward(bencher: Bencher) {
    let (x, w, b) = (operand::<Batch, Pixels>(), operand::<Pixels, Hidden>(), operand::<dim!(1), Hidden>());
    bencher
        .counter(flops::<Batch, Pixels, Hidden>())
        .bench_local(|| affine_forward(black_box(&x), black_box(&w), black_box(&b)));
}
#[divan::bench]
fn affine_layer_backward(bencher: Bencher) {
    let (x, w, dout) = (operand::<Batch, Pixels>(), operand::<Pixels, Hidden>(), operand::<Batch, Hidden>());
    let both_products = ItemsCount::new(2 * 2 * Batch::SIZE * Pixels::SIZE * Hidden::SIZE);
    bencher.counter(both_products).bench_local(|| affine_backward(black_box(&dout), black_box(&x), black_box(&w)));
}
