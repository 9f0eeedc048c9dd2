//! error: shape mismatch: (Height, Width) has no axis of channels
//!
//! Each row of the image would have a mean of its own, and what makes the rows of an image differ would be gone.
//! Repair: `Normalization::overall(&training)`.
use shapeful::data::{DataError, Examples, Normalization};
use shapeful::axes;
axes! { Height = 2; Width = 2; Classes = 2; }

fn main() -> Result<(), DataError> {
    let mut training = Examples::<(Height, Width), Classes>::new(vec![0.1, 0.2, 0.3, 0.4], vec![1])?;
    Normalization::per_channel(&training).apply(&mut training);
    assert_eq!(training.targets(), [1]);
    Ok(())
}
