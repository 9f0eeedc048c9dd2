//! error: shape mismatch: Pixels is not the shape of one example
//!
//! The inputs have the shape of one example, a tuple of axes; the target is a place on the axis of classes.
//! Repair: `Examples::<(Pixels,), Classes>`.
use shapeful::data::{DataError, Examples};
use shapeful::axes;
axes! { Pixels = 4; Classes = 2; }

fn main() -> Result<(), DataError> {
    let data = Examples::<Pixels, Classes>::new(vec![0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7], vec![0, 1])?;
    assert_eq!(data.targets(), [0, 1]);
    Ok(())
}
