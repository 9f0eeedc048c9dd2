//! Images that are moved and mirrored anew in every epoch.
use super::dataset::{Dataset, ExampleShape, ImageShape};
use super::examples::Examples;
use super::folds::stream;
use super::targets::Targets;
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::shape::Shape;
use rand::rngs::ChaCha8Rng;
use rand::{Rng, RngExt};

/// A change of one example, drawn anew for every example in every epoch. Closures and pairs of augmentations are some, too.
///
/// ```
/// use shapeful::data::{Augmented, Dataset, Examples, HorizontalFlip};
/// use shapeful::{Array, axes};
/// use rand::RngExt;
/// axes! { Height = 1; Width = 2; Classes = 2; }
/// let data = Examples::<(Height, Width), Classes>::new(vec![0.0, 1.0], vec![0])?;
/// let brighter = |image: &mut Array<(Height, Width)>, rng: &mut rand::rngs::ChaCha8Rng| *image += rng.random_range(0.0..0.1);
/// assert_eq!(Augmented::new(&data, 1, (HorizontalFlip, brighter)).len(), 1);
/// # Ok::<(), shapeful::data::DataError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: `{Self}` is no change of examples {X}",
    label = "cannot change an example {X}",
    note = "HorizontalFlip and RandomCrop change images, whose last two axes are height and width: `Examples<(Height, Width), Classes>` or `Examples<(Channels, Height, Width), Classes>`; a layer makes rows of them afterwards, `Flatten`",
    note = "an augmentation of your own is a closure, `|x: &mut Array<X>, rng: &mut ChaCha8Rng|`; two are a pair, `(first, second)`",
    note = "lesson S146"
)]
pub trait Augment<X: Shape, E: Float = f32> {
    /// Changes an example in place.
    fn apply(&self, example: &mut Array<X, E>, rng: &mut ChaCha8Rng);
}
impl<X: Shape, E: Float, F: Fn(&mut Array<X, E>, &mut ChaCha8Rng)> Augment<X, E> for F {
    fn apply(&self, example: &mut Array<X, E>, rng: &mut ChaCha8Rng) {
        self(example, rng);
    }
}
impl<X: Shape, E: Float, First: Augment<X, E>, Second: Augment<X, E>> Augment<X, E> for (First, Second) {
    fn apply(&self, example: &mut Array<X, E>, rng: &mut ChaCha8Rng) {
        self.0.apply(example, rng);
        self.1.apply(example, rng);
    }
}

/// Mirrors every second image, left to right: along the last axis.
///
/// - Errors: examples that are no image, `(Pixels,)`, do not compile.
///
/// ```
/// use shapeful::data::{Augment, HorizontalFlip};
/// use shapeful::{Array, axes};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// axes! { Height = 2; Width = 3; }
/// let image = Array::<(Height, Width)>::from([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
/// let mut rng = ChaCha8Rng::seed_from_u64(1);
/// let flips = (0..1000).filter(|_| {
///     let mut flipped = image.clone();
///     HorizontalFlip.apply(&mut flipped, &mut rng);
///     assert!(flipped == image || flipped == [[3.0, 2.0, 1.0], [6.0, 5.0, 4.0]]);
///     flipped != image
/// });
/// assert!((450..550).contains(&flips.count()));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct HorizontalFlip;
impl<X: ImageShape, E: Float> Augment<X, E> for HorizontalFlip {
    fn apply(&self, example: &mut Array<X, E>, rng: &mut ChaCha8Rng) {
        let width = X::DIMS.last().copied().unwrap_or(1);
        if rng.random::<bool>() {
            example.as_mut_slice().chunks_exact_mut(width.max(1)).for_each(<[E]>::reverse);
        }
    }
}

/// Cuts an image of the same size out of the image with `padding` zeros around it, which moves it by up to `padding` pixels.
///
/// The image is the last two axes; the channels before them move together. Zeros are the mean if the images are normalised before.
///
/// - Errors: examples that are no image, `(Pixels,)`, do not compile.
///
/// ```
/// use shapeful::data::{Augment, RandomCrop};
/// use shapeful::{Array, axes};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// axes! { Height = 1; Width = 3; }
/// let mut rng = ChaCha8Rng::seed_from_u64(1);
/// for _ in 0..100 {
///     let mut image = Array::<(Height, Width)>::from([[1.0, 2.0, 3.0]]);
///     RandomCrop { padding: 1 }.apply(&mut image, &mut rng);
///     assert!([[1.0, 2.0, 3.0], [0.0, 1.0, 2.0], [2.0, 3.0, 0.0], [0.0; 3]].iter().any(|&crop| image == [crop]));
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct RandomCrop {
    /// How many zeros stand on each side.
    pub padding: usize,
}
impl<X: ImageShape, E: Float> Augment<X, E> for RandomCrop {
    fn apply(&self, example: &mut Array<X, E>, rng: &mut ChaCha8Rng) {
        let [.., height, width] = *X::DIMS else { return };
        // No image is so large that more padding than this would make a difference.
        let padding = self.padding.min(usize::MAX / 4);
        let [top, left] = [0; 2].map(|_: usize| rng.random_range(0..=2 * padding as u64) as usize);
        if height * width > 0 {
            example.as_mut_slice().chunks_exact_mut(height * width).for_each(|image| {
                crop(image, height, width, padding, top, left);
            });
        }
    }
}
/// The crop that begins `top` rows and `left` columns into the padded image, in place: rows are taken in the order in which none is
/// overwritten before it is read.
fn crop<E: Float>(image: &mut [E], height: usize, width: usize, padding: usize, top: usize, left: usize) {
    let columns = |image: &mut [E], from: usize, to: usize| {
        // The column x of the crop is x + left − padding of the image.
        let (right, leftward) = (padding.saturating_sub(left).min(width), left.saturating_sub(padding).min(width));
        let kept = width - right - leftward;
        image.copy_within(from * width + leftward..from * width + leftward + kept, to * width + right);
        image[to * width..][..right].fill(E::ZERO);
        image[to * width..][right + kept..width].fill(E::ZERO);
    };
    let mut row = |to: usize| match (to + top).checked_sub(padding) {
        Some(from) if from < height => columns(image, from, to),
        _ => image[to * width..][..width].fill(E::ZERO),
    };
    if top >= padding { (0..height).for_each(&mut row) } else { (0..height).rev().for_each(&mut row) }
}

/// A set whose examples are changed anew in every epoch, and are as they were for everything but training.
///
/// What happens to an example is drawn from the seed, the epoch and its position alone, so that training which is taken up again
/// sees the same.
/// ```
/// use shapeful::data::{Augmented, Dataset, Examples, HorizontalFlip, RandomCrop};
/// use shapeful::axes;
/// axes! { Batch = 1; Channels = 1; Height = 2; Width = 2; Classes = 2; }
/// let data = Examples::<(Channels, Height, Width), Classes>::new(vec![1.0, 2.0, 3.0, 4.0], vec![0])?;
/// let data = Augmented::new(&data, 7, (RandomCrop { padding: 1 }, HorizontalFlip));
/// let images = |epoch| {
///     let mut batch = Default::default();
///     data.load_for_training::<Batch>(epoch, &[0], &mut batch);
///     batch.0
/// };
/// assert_eq!(images(3), images(3));
/// assert!((0..10).any(|epoch| images(epoch) != images(3)));
/// # Ok::<(), shapeful::data::DataError>(())
/// ```
#[derive(Debug)]
pub struct Augmented<'a, X: ExampleShape, T: Targets<E>, A, E: Float = f32> {
    data: &'a Examples<X, T, E>,
    seed: u64,
    augment: A,
    // Taken when the set is made, so that an augmentation that does not fit is one error, there, and not one more wherever it is used.
    apply: fn(&A, &mut Array<X, E>, &mut ChaCha8Rng),
}
impl<'a, X: ExampleShape, T: Targets<E>, A, E: Float> Augmented<'a, X, T, A, E> {
    /// The set with this augmentation.
    ///
    /// ```
    /// use shapeful::data::{Augmented, Dataset, Examples, HorizontalFlip};
    /// use shapeful::axes;
    /// axes! { Height = 1; Width = 2; Classes = 2; }
    /// let data = Examples::<(Height, Width), Classes>::new(vec![0.0, 1.0], vec![0])?;
    /// assert_eq!(Augmented::new(&data, 1, HorizontalFlip).len(), 1);
    /// # Ok::<(), shapeful::data::DataError>(())
    /// ```
    pub fn new(data: &'a Examples<X, T, E>, seed: u64, augment: A) -> Self
    where
        A: Augment<X, E>,
    {
        Augmented { data, seed, augment, apply: A::apply }
    }
}
impl<X: ExampleShape, T: Targets<E>, A, E: Float> Dataset for Augmented<'_, X, T, A, E> {
    type Batch<N: Dim> = (Tensor<X::Batch<N>, E>, T::Batch<N>);
    fn len(&self) -> usize {
        self.data.len()
    }
    fn load<N: Dim>(&self, which: &[usize], batch: &mut Self::Batch<N>) {
        self.data.load::<N>(which, batch);
    }
    fn load_for_training<N: Dim>(&self, epoch: usize, which: &[usize], batch: &mut Self::Batch<N>) {
        self.data.load::<N>(which, batch);
        for (n, &example) in which.iter().enumerate() {
            // A seed for each epoch, and a stream of it for each example.
            let seed = stream(self.seed, epoch as u64).next_u64();
            let image = &mut batch.0.as_mut_slice()[n * X::LEN..][..X::LEN];
            let image = Array::from_slice_mut(image).unwrap_or_else(|_| unreachable!("an example has its own length"));
            (self.apply)(&self.augment, image, &mut stream(seed, example as u64));
        }
    }
}
