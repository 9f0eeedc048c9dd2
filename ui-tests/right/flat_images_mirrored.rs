use shapeful::data::{Augmented, DataError, Dataset, Examples, HorizontalFlip};
use shapeful::axes;
axes! { Batch = 1; Pixels = 4; Height = 2; Width = 2; Classes = 2; }

fn main() -> Result<(), DataError> {
    let images = Examples::<(Height, Width), Classes>::new(vec![0.25, 0.5, 0.75, 1.0], vec![1])?;
    let mirrored = Augmented::new(&images, 7, HorizontalFlip);
    let mut batch = Default::default();
    mirrored.load_for_training::<Batch>(0, &[0], &mut batch);
    assert_eq!(batch.0.sum_all(), 2.5);
    Ok(())
}
