use shapeful::{Array, Tensor, axes};

axes! { pub Batch = 4; pub Classes = 3; }

pub fn softmax(scores: &Array<(Batch, Classes)>) -> Tensor<(Batch, Classes)> {
    let e = (scores - scores.max_keepdims(Classes).broadcast()).exp();
    &e / e.sum_keepdims(Classes).broadcast()
}

fn main() {}
