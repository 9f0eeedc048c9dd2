//! The nearest neighbour needs the distance of each test image to each training image: a table, (Test, Train).
//!
//! |a - b|² = |a|² - 2·a·b + |b|², for all pairs at once: a·b is a product of matrices, |a|² a column, and |b|² a row.
//! `b2` is right. Repair the others.
use shapeful::{Array, Tensor, axes};

axes! { pub Test = 3; pub Train = 5; pub Pixels = 4; }

pub fn squared_distances(a: &Array<(Test, Pixels)>, b: &Array<(Train, Pixels)>) -> Tensor<(Test, Train)> {
    let b2: Tensor<(Train,)> = b.powi(2).sum(Pixels);
    let a2: Tensor<(Test,)> = a.powi(2).sum(Pixels);
    let ab: Tensor<(Test, Train)> = a.matmul(b);
    ab * -2.0 + a2.broadcast() + b2.broadcast()
}

fn main() {
    println!("{:?}", squared_distances(&Tensor::ones(), &Tensor::full(3.0)));
}
