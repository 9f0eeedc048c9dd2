//! pass: |a - b|^2 = |a|^2 - 2 a.b + |b|^2: a column, a table and a row.
use shapeful::{Tensor, axes, dim};
axes! { Test = 3; Train = 5; Pixels = 7; }

fn main() {
    let (a, b) = (Tensor::<(Test, Pixels)>::ones(), Tensor::<(Train, Pixels)>::full(3.0));
    let a2: Tensor<(Test, dim!(1))> = a.powi(2).sum_keepdims(Pixels);
    let b2: Tensor<(Train,)> = b.powi(2).sum(Pixels);
    let squares: Tensor<(Test, Train)> = a.matmul(b.t()) * -2.0 + a2.broadcast() + b2.broadcast();
    assert_eq!(squares[[0, 0]], 28.0);
}
