//! The score of the true class, for each image: one number of each row, and the label says which.
//!
//! In numpy `scores[:, y]` gives a whole table instead, without a word, and `scores[arange(N), y]` is right. Here `select` takes
//! whole rows, as many as you like; it is not what is wanted. Find the one that picks one number from each row.
use shapeful::{Array, Labels, Tensor, axes};

axes! { pub Batch = 4; pub Classes = 3; }

pub fn correct_scores(scores: &Array<(Batch, Classes)>, y: &Labels<Batch, Classes>) -> Tensor<(Batch,)> {
    scores.select(y)
}

fn main() -> Result<(), shapeful::Error> {
    println!("{:?}", correct_scores(&Tensor::ones(), &Labels::new([0, 2, 1, 0])?));
    Ok(())
}
