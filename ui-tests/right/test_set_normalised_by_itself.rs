use shapeful::axes;
use shapeful::data::{DataError, Examples, Normalization};
axes! { Features = 1; Classes = 2; }

fn main() -> Result<(), DataError> {
    let mut training = Examples::<(Features,), Classes>::new(vec![0.0, 10.0, 20.0, 30.0], vec![0, 0, 1, 1])?;
    let mut test = Examples::<(Features,), Classes>::new(vec![25.0, 27.0], vec![1, 1])?;
    let of_training = Normalization::per_feature(&training);
    of_training.apply(&mut training);
    of_training.apply(&mut test);
    // What was above 15 is above 0 in both.
    assert!(test.inputs()[0] > 0.0 && training.inputs()[2] > 0.0);
    Ok(())
}
