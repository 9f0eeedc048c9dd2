//! pass: Normalised by its own mean, a test set says something else in the same numbers: this compiles, and is wrong.
//!
//! Mean and deviation of any set have the shape of one example. Which set they were taken from is not in their type.
//! Repair: `of_training.apply(&mut test)`.
use shapeful::axes;
use shapeful::data::{DataError, Examples, Normalization};
axes! { Features = 1; Classes = 2; }

fn main() -> Result<(), DataError> {
    let mut training = Examples::<(Features,), Classes>::new(vec![0.0, 10.0, 20.0, 30.0], vec![0, 0, 1, 1])?;
    let mut test = Examples::<(Features,), Classes>::new(vec![25.0, 27.0], vec![1, 1])?;
    let of_training = Normalization::per_feature(&training);
    let of_test = Normalization::per_feature(&test);
    of_training.apply(&mut training);
    of_test.apply(&mut test);
    // 25 becomes -1, though 20 of the training set is above 0.
    assert!(test.inputs()[0] < 0.0 && training.inputs()[2] > 0.0);
    Ok(())
}
