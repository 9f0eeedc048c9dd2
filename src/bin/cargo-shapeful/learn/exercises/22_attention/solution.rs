use shapeful::{Array, Dim, Tensor, axes};

axes! { pub Batch = 2; pub Queries = 3; pub Keys = 5; pub Width = 4; }

pub fn attention(
    q: &Array<(Batch, Queries, Width)>,
    k: &Array<(Batch, Keys, Width)>,
    v: &Array<(Batch, Keys, Width)>,
) -> Tensor<(Batch, Queries, Width)> {
    let scores: Tensor<(Batch, Queries, Keys)> = q.matmul(k.t()) / (Width::SIZE as f32).sqrt();
    scores.softmax(Keys).matmul(v)
}

fn main() {}
