use shapeful::{Array, Dim, Labels, axes, dim};

axes! { pub Batch = 4; pub Classes = 3; }

pub fn svm_loss(scores: &Array<(Batch, Classes)>, y: &Labels<Batch, Classes>) -> f32 {
    let correct = scores.gather(y);
    let margins = (scores - correct.unravel::<(Batch, dim!(1))>().broadcast() + 1.0).relu();
    margins.sum_all() / Batch::SIZE as f32 - 1.0
}

fn main() {}
