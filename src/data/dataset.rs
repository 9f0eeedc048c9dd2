//! What a set of data is: a length, and batches of any size that are filled in place.
use crate::dim::Dim;
use crate::shape::Shape;

/// Examples in any number, given out in batches whose size is a type.
///
/// The batch is filled in place, so that an epoch allocates nothing. [`Examples`](super::Examples) is the set for inputs with
/// classes or real targets; anything else is a few lines:
/// ```
/// use shapeful::data::Dataset;
/// use shapeful::{Dim, Tensor, axes};
/// axes! { Batch = 2; Side = 1; }
/// /// Points on the parabola.
/// struct Parabola(Vec<f32>);
/// impl Dataset for Parabola {
///     type Batch<N: Dim> = (Tensor<(N, Side)>, Tensor<(N, Side)>);
///     fn len(&self) -> usize {
///         self.0.len()
///     }
///     fn load<N: Dim>(&self, which: &[usize], (x, y): &mut Self::Batch<N>) {
///         x.fill_with(|[n, _]| self.0[which[n]]);
///         y.fill_with(|[n, _]| self.0[which[n]].powi(2));
///     }
/// }
/// let points = Parabola(vec![1.0, 2.0, 3.0]);
/// let mut batch = <Parabola as Dataset>::Batch::<Batch>::default();
/// points.load(&[2, 0], &mut batch);
/// assert_eq!(batch.1, [[9.0], [1.0]]);
/// ```
pub trait Dataset {
    /// `N` examples, and what should come out for them.
    type Batch<N: Dim>: Default;
    /// The number of examples.
    fn len(&self) -> usize;
    /// Whether there is none.
    ///
    /// ```
    /// use shapeful::data::{Dataset, Examples};
    /// use shapeful::axes;
    /// axes! { Pixels = 2; Digits = 10; }
    /// let none = Examples::<(Pixels,), Digits>::new(vec![], vec![])?;
    /// assert!(none.is_empty());
    /// # Ok::<(), shapeful::data::DataError>(())
    /// ```
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Fills the batch with the examples `which`: `N` positions, each below [`len`](Dataset::len).
    ///
    /// # Panics
    /// May panic if `which` are not that. The trainer asks for nothing else.
    fn load<N: Dim>(&self, which: &[usize], batch: &mut Self::Batch<N>);
    /// Fills the batch as it is to be trained on in this epoch; the same as [`load`](Dataset::load) unless the data are changed from
    /// epoch to epoch. The same epoch and positions give the same batch.
    ///
    /// ```
    /// use shapeful::data::{Dataset, Examples};
    /// use shapeful::{Labels, axes};
    /// axes! { Batch = 1; Pixels = 2; Digits = 10; }
    /// let data = Examples::<(Pixels,), Digits>::new(vec![0.5, 1.0], vec![7])?;
    /// let mut batch = Default::default();
    /// data.load_for_training::<Batch>(3, &[0], &mut batch);
    /// assert_eq!(batch.1[0], 7);
    /// # Ok::<(), shapeful::data::DataError>(())
    /// ```
    fn load_for_training<N: Dim>(&self, epoch: usize, which: &[usize], batch: &mut Self::Batch<N>) {
        let _ = epoch;
        self.load(which, batch);
    }
}

/// The shape of one example: `(C, H, W)`, of which `N` are `(N, C, H, W)`. Up to five axes.
///
/// ```
/// use shapeful::data::ExampleShape;
/// use shapeful::{Tensor, axes};
/// axes! { Batch = 2; Channels = 3; Height = 4; Width = 5; }
/// let images: Tensor<(Batch, Channels, Height, Width)> = Tensor::<<(Channels, Height, Width) as ExampleShape>::Batch<Batch>>::zeros();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: {Self} is not the shape of one example",
    label = "this is not the shape of an example",
    note = "an example is a tuple of up to five axes, without the batch: `(Pixels,)` or `(Channels, Height, Width)`; N of them are (N, C, H, W)",
    note = "lesson S141"
)]
pub trait ExampleShape: Shape {
    /// The shape of `N` examples.
    type Batch<N: Dim>: Shape;
}
macro_rules! shapes { ($(($($axis:ident)*))*) => { $(
    #[diagnostic::do_not_recommend]
    impl<$($axis: Dim),*> ExampleShape for ($($axis,)*) {
        type Batch<N: Dim> = (N, $($axis,)*);
    }
)* } }
shapes! { () (A) (A B) (A B C) (A B C D) (A B C D F) }

/// The shape of an image: an example whose last two axes are its height and its width.
///
/// ```
/// use shapeful::data::ImageShape;
/// use shapeful::axes;
/// axes! { Channels = 3; Height = 4; Width = 5; }
/// fn is_image<X: ImageShape>() {}
/// is_image::<(Height, Width)>();
/// is_image::<(Channels, Height, Width)>();
/// ```
pub trait ImageShape: ExampleShape {}
/// The shape of an image with channels before its height and width: `(Channels, Height, Width)`.
///
/// ```
/// use shapeful::data::HasChannels;
/// use shapeful::axes;
/// axes! { Channels = 3; Height = 4; Width = 5; }
/// fn has_channels<X: HasChannels>() {}
/// has_channels::<(Channels, Height, Width)>();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: {Self} has no axis of channels",
    label = "no channels before height and width",
    note = "channels stand first, (Channels, Height, Width), and a grey image has one, (dim!(1), Height, Width); `Normalization::overall` takes one mean and deviation for all pixels",
    note = "lesson S146"
)]
pub trait HasChannels: ImageShape {}
macro_rules! images { ($trait:ident $(($($axis:ident)*))*) => { $(
    #[diagnostic::do_not_recommend]
    impl<$($axis: Dim),*> $trait for ($($axis,)*) {}
)* } }
images! { ImageShape (A B) (A B C) (A B C D) (A B C D F) }
images! { HasChannels (A B C) (A B C D) (A B C D F) }
