use shapeful::{Array, Labels, Tensor, axes};

axes! { pub Batch = 4; pub Classes = 3; }

pub fn correct_scores(scores: &Array<(Batch, Classes)>, y: &Labels<Batch, Classes>) -> Tensor<(Batch,)> {
    scores.gather(y)
}

fn main() {}
