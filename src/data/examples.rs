//! Examples in memory.
use super::dataset::{Dataset, ExampleShape};
use super::error::{DataError, Place};
use super::targets::{Targets, gather};
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::shape::ShapeName;
use alloc::format;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

/// Examples of shape `X` in memory, each with its target; how many is known at run time.
///
/// - Shapes: `T` an axis: each example has a class, and a batch is `(Tensor<(N, ..X)>, Labels<N, T>)`; `T` a shape: each has real
///   numbers, and a batch is `(Tensor<(N, ..X)>, Tensor<(N, ..T)>)`; `T` is `Labels<(Time,), Words>`: each has a class at every time, and
///   the targets of a batch are `Labels<(N, Time), Words>`.
/// - Errors: every target is checked once, when the set is made of numbers: a class has to be on its axis, a real target finite.
///
/// ```
/// use shapeful::data::{Dataset, Examples};
/// use shapeful::{Labels, Tensor, axes};
/// axes! { Batch = 2; Pixels = 3; Digits = 10; }
/// let data = Examples::<(Pixels,), Digits>::new(vec![0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8], vec![3, 1, 4])?;
/// assert_eq!(data.len(), 3);
/// let mut batch: (Tensor<(Batch, Pixels)>, Labels<Batch, Digits>) = Default::default();
/// data.load(&[2, 0], &mut batch);
/// assert_eq!(batch.0, [[0.6, 0.7, 0.8], [0.0, 0.1, 0.2]]);
/// assert_eq!(batch.1.as_slice(), [4, 3]);
/// # Ok::<(), shapeful::data::DataError>(())
/// ```
pub struct Examples<X, T: Targets<E>, E: Float = f32> {
    inputs: Vec<E>,
    targets: Vec<T::Number>,
    len: usize,
    shape: PhantomData<X>,
}

impl<X, T: Targets<E>, E: Float> Examples<X, T, E> {
    /// Takes the inputs, one example after the other, and the targets in the same order.
    ///
    /// # Errors
    /// If there are not as many inputs as the targets need, a class is not on its axis, or a real target is not finite.
    /// ```
    /// use shapeful::data::Examples;
    /// use shapeful::axes;
    /// axes! { Pixels = 2; Digits = 10; }
    /// let error = Examples::<(Pixels,), Digits>::new(vec![0.5; 4], vec![3, 10]).unwrap_err();
    /// assert_eq!(error.to_string(), "example 1: expected a place on the axis Digits = 10, counted from 0, found 10");
    /// let error = Examples::<(Pixels,), Digits>::new(vec![0.5; 5], vec![3, 1]).unwrap_err();
    /// assert_eq!(error.to_string(), "expected 4 inputs for 2 examples of (Pixels = 2,), found 5");
    /// ```
    pub fn new(inputs: Vec<E>, targets: Vec<T::Number>) -> Result<Self, DataError>
    where
        X: ExampleShape,
    {
        let len = targets.len() / T::LEN.max(1);
        let example = ShapeName::of::<X>();
        if len * T::LEN != targets.len() {
            let expected = format!("a multiple of {} targets, so many for each example", T::LEN);
            return Err(DataError::new(Place::Whole, expected, targets.len()));
        }
        if Some(inputs.len()) != len.checked_mul(X::LEN) {
            let expected = format!("{} inputs for {len} examples of {example}", len.saturating_mul(X::LEN));
            return Err(DataError::new(Place::Whole, expected, inputs.len()));
        }
        if let Some(wrong) = targets.iter().position(|&target| !T::is_valid(target)) {
            let found = format!("{:?}", targets[wrong]);
            return Err(DataError::new(Place::Example(wrong / T::LEN), T::expected(), found));
        }
        Ok(Examples { inputs, targets, len, shape: PhantomData })
    }
    /// Takes examples that are a tensor already; their targets are taken as they are.
    ///
    /// ```
    /// use shapeful::data::{Dataset, Examples};
    /// use shapeful::{Labels, Tensor, axes};
    /// axes! { All = 3; Pixels = 2; Digits = 10; }
    /// let (x, y) = (Tensor::<(All, Pixels)>::zeros(), Labels::<All, Digits>::new([3, 1, 4])?);
    /// let data = Examples::<(Pixels,), Digits>::from_batch::<All>(&x, &y);
    /// assert_eq!(data.len(), 3);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn from_batch<N: Dim>(x: &Array<X::Batch<N>, E>, y: &T::Batch<N>) -> Self
    where
        X: ExampleShape,
    {
        let (inputs, targets) = (x.as_slice().to_vec(), T::numbers(y).to_vec());
        Examples { inputs, targets, len: N::SIZE, shape: PhantomData }
    }
    /// All of them as one batch.
    ///
    /// # Errors
    /// If there are not `N`.
    /// ```
    /// use shapeful::data::Examples;
    /// use shapeful::axes;
    /// axes! { All = 2; More = 3; Pixels = 1; Digits = 10; }
    /// let data = Examples::<(Pixels,), Digits>::new(vec![0.5, 1.0], vec![3, 1])?;
    /// let (x, y) = data.to_batch::<All>()?;
    /// assert_eq!((x[[1, 0]], y[1]), (1.0, 1));
    /// assert_eq!(data.to_batch::<More>().unwrap_err().to_string(), "expected 3 examples, found 2");
    /// # Ok::<(), shapeful::data::DataError>(())
    /// ```
    pub fn to_batch<N: Dim>(&self) -> Result<(Tensor<X::Batch<N>, E>, T::Batch<N>), DataError>
    where
        X: ExampleShape,
    {
        if self.len != N::SIZE {
            return Err(DataError::new(Place::Whole, format!("{} examples", N::SIZE), self.len));
        }
        let mut batch = Default::default();
        self.load::<N>(&(0..N::SIZE).collect::<Vec<_>>(), &mut batch);
        Ok(batch)
    }
    /// The input of one example.
    ///
    /// ```
    /// use shapeful::data::Examples;
    /// use shapeful::axes;
    /// axes! { Pixels = 2; Digits = 10; }
    /// let data = Examples::<(Pixels,), Digits>::new(vec![0.5, 1.0], vec![3])?;
    /// assert_eq!(*data.input(0), [0.5, 1.0]);
    /// # Ok::<(), shapeful::data::DataError>(())
    /// ```
    /// # Panics
    /// If there is no such example.
    #[track_caller]
    pub fn input(&self, example: usize) -> &Array<X, E>
    where
        X: ExampleShape,
    {
        assert!(example < self.len, "there is no example {example} among {}", self.len);
        Array::from_slice_ref(&self.inputs[example * X::LEN..][..X::LEN])
            .unwrap_or_else(|_| unreachable!("an example has its own length"))
    }
    /// All inputs, one example after the other: to be changed before the training, as a [`Normalization`](super::Normalization) does.
    ///
    /// ```
    /// use shapeful::data::Examples;
    /// use shapeful::axes;
    /// axes! { Pixels = 2; Digits = 10; }
    /// let mut data = Examples::<(Pixels,), Digits>::new(vec![0.0, 255.0], vec![3])?;
    /// data.inputs_mut().iter_mut().for_each(|x| *x /= 255.0);
    /// assert_eq!(data.inputs(), [0.0, 1.0]);
    /// # Ok::<(), shapeful::data::DataError>(())
    /// ```
    pub fn inputs_mut(&mut self) -> &mut [E] {
        &mut self.inputs
    }
    /// All inputs, one example after the other.
    ///
    /// ```
    /// use shapeful::data::Examples;
    /// use shapeful::axes;
    /// axes! { Pixels = 2; Digits = 10; }
    /// let data = Examples::<(Pixels,), Digits>::new(vec![0.5, 1.0], vec![3])?;
    /// assert_eq!(data.inputs(), [0.5, 1.0]);
    /// # Ok::<(), shapeful::data::DataError>(())
    /// ```
    pub fn inputs(&self) -> &[E] {
        &self.inputs
    }
    /// All targets, one example after the other: places on the axis of classes, or numbers.
    ///
    /// ```
    /// use shapeful::data::Examples;
    /// use shapeful::axes;
    /// axes! { Pixels = 2; Digits = 10; }
    /// let data = Examples::<(Pixels,), Digits>::new(vec![0.5, 1.0], vec![3])?;
    /// assert_eq!(data.targets(), [3]);
    /// # Ok::<(), shapeful::data::DataError>(())
    /// ```
    pub fn targets(&self) -> &[T::Number] {
        &self.targets
    }
    /// Some of the examples, in this order.
    ///
    /// # Errors
    /// If one is not there.
    /// ```
    /// use shapeful::data::Examples;
    /// use shapeful::axes;
    /// axes! { Pixels = 1; Digits = 10; }
    /// let data = Examples::<(Pixels,), Digits>::new(vec![0.1, 0.2, 0.3], vec![3, 1, 4])?;
    /// assert_eq!(data.select(&[2, 0])?.targets(), [4, 3]);
    /// assert_eq!(data.select(&[3]).unwrap_err().to_string(), "expected a position below 3, found 3");
    /// # Ok::<(), shapeful::data::DataError>(())
    /// ```
    pub fn select(&self, which: &[usize]) -> Result<Self, DataError>
    where
        X: ExampleShape,
    {
        if let Some(wrong) = which.iter().find(|&&i| i >= self.len) {
            return Err(DataError::new(Place::Whole, format!("a position below {}", self.len), wrong));
        }
        let (inputs, targets) = (rows(&self.inputs, X::LEN, which), rows(&self.targets, T::LEN, which));
        Ok(Examples { inputs, targets, len: which.len(), shape: PhantomData })
    }
    /// Sets of these sizes without a common example, drawn at random: training, validation and test set. The same seed gives the same
    /// sets; what the sizes leave over is in none.
    ///
    /// # Errors
    /// If the sizes add up to more than there are examples.
    /// ```
    /// use shapeful::data::{Dataset, Examples};
    /// use shapeful::axes;
    /// axes! { Pixels = 1; Digits = 10; }
    /// let data = Examples::<(Pixels,), Digits>::new(vec![0.5; 10], (0..10).collect())?;
    /// let [training, validation, test] = data.split(7, [6, 2, 2])?;
    /// let mut seen: Vec<u32> = [training.targets(), validation.targets(), test.targets()].concat();
    /// seen.sort();
    /// assert_eq!(seen, (0..10).collect::<Vec<_>>());
    /// assert_eq!(data.split(7, [6, 5]).unwrap_err().to_string(), "expected sizes that add up to at most 10, found [6, 5]");
    /// # Ok::<(), shapeful::data::DataError>(())
    /// ```
    #[cfg(feature = "rand")]
    pub fn split<const SETS: usize>(&self, seed: u64, sizes: [usize; SETS]) -> Result<[Self; SETS], DataError>
    where
        X: ExampleShape,
    {
        let total = sizes.iter().try_fold(0_usize, |sum, &size| sum.checked_add(size));
        if total.is_none_or(|total| total > self.len) {
            let expected = format!("sizes that add up to at most {}", self.len);
            return Err(DataError::new(Place::Whole, expected, format!("{sizes:?}")));
        }
        let order = super::folds::shuffled(self.len, seed, 0);
        let mut first = 0;
        Ok(sizes.map(|size| {
            first += size;
            self.select(&order[first - size..first]).unwrap_or_else(|_| unreachable!("the order has positions alone"))
        }))
    }
}
fn rows<T: Copy>(all: &[T], width: usize, which: &[usize]) -> Vec<T> {
    which.iter().flat_map(|&i| &all[i * width..][..width]).copied().collect()
}

impl<X: ExampleShape, T: Targets<E>, E: Float> Dataset for Examples<X, T, E> {
    type Batch<N: Dim> = (Tensor<X::Batch<N>, E>, T::Batch<N>);
    fn len(&self) -> usize {
        self.len
    }
    fn load<N: Dim>(&self, which: &[usize], (x, y): &mut Self::Batch<N>) {
        gather(&self.inputs, X::LEN, which, x.as_mut_slice());
        T::load::<N>(&self.targets, which, y);
    }
}
impl<X, T: Targets<E>, E: Float> Clone for Examples<X, T, E> {
    fn clone(&self) -> Self {
        Examples { inputs: self.inputs.clone(), targets: self.targets.clone(), len: self.len, shape: PhantomData }
    }
}
impl<X: ExampleShape, T: Targets<E>, E: Float> fmt::Debug for Examples<X, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} examples {}, with {}", self.len, ShapeName::of::<X>(), T::kind())
    }
}
