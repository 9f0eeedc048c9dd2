//! Sums, and a copy that transposes, of a million numbers.
mod support;

use shapeful::{Axis, Shape, Tensor, axes};
use std::hint::black_box;
use support::layers::rng;
use support::{Benches, Work};

axes! { Rows = 1024; Columns = 1024; }
type X = (Rows, Columns);

fn main() {
    let all = Benches::new();
    let x = || Tensor::<X>::normal(0.0, 1.0, &mut rng());
    let bytes = X::LEN * size_of::<f32>();
    let read = Work::bytes(bytes);
    all.add("sum_over_axis_0", |b| {
        let x = x();
        b.bench(read, || black_box(&x).sum(Axis::<0>));
    });
    all.add("sum_over_axis_1", |b| {
        let x = x();
        b.bench(read, || black_box(&x).sum(Axis::<1>));
    });
    all.add("sum_of_all", |b| {
        let x = x();
        b.bench(read, || black_box(&x).sum_all());
    });
    all.add("transposed_copy", |b| {
        let x = x();
        b.bench(Work::bytes(2 * bytes), || black_box(&x).t().to_tensor());
    });
}
