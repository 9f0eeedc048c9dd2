//! pass: Over the batch the columns sum to one, and the rows do not: this compiles, and is wrong.
//!
//! softmax takes the shape (Batch, Classes) to (Batch, Classes) along either axis, so no type can tell the two apart. The axis that is
//! written can: `softmax(Batch)` reads wrong. Two numbers tell it too: every row of probabilities sums to 1, and scores that know
//! nothing cost ln of the number of classes.
//! Repair: `scores.softmax(Classes)`.
use shapeful::{Labels, Tensor, axes};
axes! { Batch = 2; Classes = 4; }

fn main() -> Result<(), shapeful::Error> {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let labels = Labels::<Batch, Classes>::new([3, 0])?;
    let probabilities: Tensor<(Batch, Classes)> = scores.softmax(Batch);
    let loss = -probabilities.gather(&labels).ln().mean_all();
    assert_eq!(probabilities.sum(Classes), [2.0, 2.0]);
    assert_eq!(loss, 2.0_f32.ln());
    Ok(())
}
