//! The SVM loss: each wrong class should score at least 1 less than the correct one, and pays for what is missing.
//!
//! margin[n, c] = max(0, score[n, c] - correct[n] + 1) for every class but the true one, and the loss is their sum, divided by the
//! number of images. The correct scores are (Batch,), and have to be taken from each row: make them a column. Then look at the
//! numbers: what is the margin of the true class itself in this formula, and what does it add to the loss?
use shapeful::{Array, Dim, Labels, Tensor, axes, dim};

axes! { pub Batch = 4; pub Classes = 3; }

pub fn svm_loss(scores: &Array<(Batch, Classes)>, y: &Labels<Batch, Classes>) -> f32 {
    let correct = scores.gather(y);
    let margins = (scores - correct.broadcast() + 1.0).relu();
    margins.sum_all() / Batch::SIZE as f32
}

fn main() -> Result<(), shapeful::Error> {
    println!("{}", svm_loss(&Tensor::ones(), &Labels::new([0, 2, 1, 0])?));
    Ok(())
}
