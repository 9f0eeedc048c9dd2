//! Sums and extrema along each axis, and a copy that transposes: of a batch, and of a million numbers.
mod support;

use shapeful::{Axis, Shape, Tensor, axes};
use std::hint::black_box;
use support::layers::rng;
use support::{Bencher, Benches, Work};

axes! { Batch = 64; Rows = 1024; Columns = 1024; }
type Flat = (Batch, Columns);
type Square = (Rows, Columns);

/// Reads all of an array of this shape.
fn of<S: Shape, T>(bencher: Bencher, reduce: impl Fn(&Tensor<S>) -> T) {
    let x = Tensor::<S>::normal(0.0, 1.0, &mut rng());
    bencher.bench(Work::bytes(S::LEN * size_of::<f32>()), || reduce(black_box(&x)));
}

fn main() {
    let all = Benches::new();
    all.add("sum_over_axis_0/64x1024", |b| of::<Flat, _>(b, |x| x.sum(Axis::<0>)));
    all.add("sum_over_axis_1/64x1024", |b| of::<Flat, _>(b, |x| x.sum(Axis::<1>)));
    all.add("sum_over_axis_0/1024x1024", |b| of::<Square, _>(b, |x| x.sum(Axis::<0>)));
    all.add("sum_over_axis_1/1024x1024", |b| of::<Square, _>(b, |x| x.sum(Axis::<1>)));
    all.add("sum_of_all/1024x1024", |b| of::<Square, _>(b, |x| x.sum_all()));
    all.add("max_over_axis_0/1024x1024", |b| of::<Square, _>(b, |x| x.max(Axis::<0>)));
    all.add("max_over_axis_1/1024x1024", |b| of::<Square, _>(b, |x| x.max(Axis::<1>)));
    all.add("transposed_copy/1024x1024", |b| {
        let x = Tensor::<Square>::normal(0.0, 1.0, &mut rng());
        b.bench(Work::bytes(2 * Square::LEN * size_of::<f32>()), || black_box(&x).t().to_tensor());
    });
}
