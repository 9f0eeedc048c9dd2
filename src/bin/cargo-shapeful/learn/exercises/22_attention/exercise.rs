//! Attention: every query meets every key, and takes of the values according to that.
//!
//! q: (Batch, Queries, Width)     k and v: (Batch, Keys, Width)     out: (Batch, Queries, Width)
//!
//! The scores are (Batch, Queries, Keys), a number for each pair, divided by √Width; their softmax says how much a query takes of
//! each value, and adds up to 1 for each query. One thing here the compiler sees, and another it cannot.
use shapeful::{Array, Dim, Tensor, axes};

axes! { pub Batch = 2; pub Queries = 3; pub Keys = 5; pub Width = 4; }

pub fn attention(
    q: &Array<(Batch, Queries, Width)>,
    k: &Array<(Batch, Keys, Width)>,
    v: &Array<(Batch, Keys, Width)>,
) -> Tensor<(Batch, Queries, Width)> {
    let scores: Tensor<(Batch, Queries, Keys)> = q.matmul(k) / (Width::SIZE as f32).sqrt();
    scores.softmax(Queries).matmul(v)
}

fn main() {
    println!("{:?}", attention(&Tensor::ones(), &Tensor::ones(), &Tensor::ones()));
}
