use shapeful::data::{Augmented, DataError, Dataset, Examples, HorizontalFlip};
use shapeful::axes;
axes! { Pixels = 4; Height = 2; Width = 2; Classes = 2; }

fn main() -> Result<(), DataError> {
    let images = Examples::<(Height, Width), Classes>::new(vec![0.1, 0.2, 0.3, 0.4], vec![1])?;
    let mirrored = Augmented::new(&images, 7, HorizontalFlip);
    assert_eq!(mirrored.len(), 1);
    Ok(())
}
