//! Softmax makes probabilities of scores: e^score, divided by the sum of its row.
//!
//! There are two things to repair. The sums have to be a column, which the compiler tells you. And e^100 is more than a float can
//! hold, which it does not: take the largest score of each row away from the row first. The probabilities stay the same.
use shapeful::{Array, Tensor, axes};

axes! { pub Batch = 4; pub Classes = 3; }

pub fn softmax(scores: &Array<(Batch, Classes)>) -> Tensor<(Batch, Classes)> {
    let e = scores.exp();
    &e / e.sum(Classes).broadcast()
}

fn main() {
    println!("{:?}", softmax(&Tensor::full(100.0)));
}
