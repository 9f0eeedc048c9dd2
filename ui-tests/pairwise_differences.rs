//! error: shape mismatch: (Test, Pixels) and (Train, Pixels) are different shapes
//!
//! Every difference of a test and a training image is a table (Test, Train, Pixels); element by element there is none.
//! Repair: distances by |a|^2 - 2 a.b + |b|^2, whose products are `a.matmul(b.t())`.
use shapeful::{Tensor, axes};
axes! { Test = 500; Train = 500; Pixels = 3072; }

fn main() {
    let (a, b) = (Tensor::<(Test, Pixels)>::ones(), Tensor::<(Train, Pixels)>::full(3.0));
    let distances = (&a - &b).powi(2).sum(Pixels);
}
