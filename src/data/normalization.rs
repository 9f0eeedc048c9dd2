//! Mean 0 and variance 1, by the numbers of the training set.
use super::dataset::ExampleShape;
use super::examples::Examples;
use super::targets::Targets;
use crate::array::{Array, Tensor};
use crate::elem::Float;
use alloc::vec;

/// `(x − mean) / deviation`, with mean and standard deviation of the training set, to be applied to every set.
///
/// - Shapes: mean and deviation have the shape `X` of one example.
/// - Formula: the deviation is that of the population, `√((1/N) Σ (x − mean)²)`, as numpy's; where it is 0, nothing is divided.
///
/// ```
/// use shapeful::data::{Examples, Normalization};
/// use shapeful::axes;
/// axes! { Features = 2; Classes = 3; }
/// let mut training = Examples::<(Features,), Classes>::new(vec![1.0, 7.0, 3.0, 7.0], vec![0, 1])?;
/// let mut test = Examples::<(Features,), Classes>::new(vec![4.0, 8.0], vec![2])?;
/// let normalization = Normalization::per_feature(&training);
/// normalization.apply(&mut training);
/// normalization.apply(&mut test);
/// assert_eq!(training.inputs(), [-1.0, 0.0, 1.0, 0.0]);
/// assert_eq!(test.inputs(), [2.0, 1.0]);
/// # Ok::<(), shapeful::data::DataError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Normalization<X: ExampleShape, E: Float = f32> {
    /// What is subtracted.
    pub mean: Tensor<X, E>,
    /// What is divided by.
    pub deviation: Tensor<X, E>,
}

impl<X: ExampleShape, E: Float> Normalization<X, E> {
    /// Every feature by its own mean and deviation.
    ///
    /// ```
    /// use shapeful::data::{Examples, Normalization};
    /// use shapeful::axes;
    /// axes! { Features = 2; Classes = 3; }
    /// let data = Examples::<(Features,), Classes>::new(vec![1.0, 7.0, 3.0, 8.0], vec![0, 1])?;
    /// assert_eq!(Normalization::per_feature(&data).mean, [2.0, 7.5]);
    /// # Ok::<(), shapeful::data::DataError>(())
    /// ```
    pub fn per_feature<T: Targets<E>>(data: &Examples<X, T, E>) -> Self {
        Self::per(X::LEN, 1, data.inputs())
    }
    /// Every feature by the mean and deviation of its channel: of all that share the place on the first axis.
    ///
    /// ```
    /// use shapeful::data::{Examples, Normalization};
    /// use shapeful::axes;
    /// axes! { Channels = 2; Width = 2; Classes = 3; }
    /// let data = Examples::<(Channels, Width), Classes>::new(vec![1.0, 3.0, 5.0, 5.0], vec![0])?;
    /// assert_eq!(Normalization::per_channel(&data).mean, [[2.0, 2.0], [5.0, 5.0]]);
    /// # Ok::<(), shapeful::data::DataError>(())
    /// ```
    pub fn per_channel<T: Targets<E>>(data: &Examples<X, T, E>) -> Self {
        let channels = X::DIMS.first().copied().unwrap_or(1);
        Self::per(channels, X::LEN / channels.max(1), data.inputs())
    }
    /// One mean and deviation for each of `groups` groups of `width` neighbours. Sums are in f64, in two passes.
    fn per(groups: usize, width: usize, inputs: &[E]) -> Self {
        let group = |i: usize| i % X::LEN / width;
        let count = (inputs.len() / groups.max(1)).max(1) as f64;
        let (mut means, mut variances) = (vec![0.0; groups], vec![0.0; groups]);
        inputs.iter().enumerate().for_each(|(i, x)| means[group(i)] += x.to_f64() / count);
        let squared = |i: usize, x: f64| (x - means[group(i)]) * (x - means[group(i)]);
        inputs.iter().enumerate().for_each(|(i, x)| variances[group(i)] += squared(i, x.to_f64()) / count);
        let spread = |of: &dyn Fn(usize) -> f64| {
            let mut tensor = Tensor::<X, E>::zeros();
            tensor.as_mut_slice().iter_mut().enumerate().for_each(|(i, x)| *x = E::of(of(i / width)));
            tensor
        };
        let deviation = |group: usize| if variances[group] == 0.0 { 1.0 } else { f64::sqrt(variances[group]) };
        Normalization { mean: spread(&|group| means[group]), deviation: spread(&deviation) }
    }
    /// Changes all inputs of a set.
    ///
    /// ```
    /// use shapeful::data::{Examples, Normalization};
    /// use shapeful::{Tensor, axes};
    /// axes! { Features = 1; Classes = 3; }
    /// let mut data = Examples::<(Features,), Classes>::new(vec![5.0], vec![0])?;
    /// Normalization { mean: Tensor::from([1.0]), deviation: Tensor::from([2.0]) }.apply(&mut data);
    /// assert_eq!(data.inputs(), [2.0]);
    /// # Ok::<(), shapeful::data::DataError>(())
    /// ```
    pub fn apply<T: Targets<E>>(&self, data: &mut Examples<X, T, E>) {
        for example in data.inputs_mut().chunks_exact_mut(X::LEN.max(1)) {
            self.apply_to_slice(example);
        }
    }
    /// Changes one example.
    ///
    /// ```
    /// use shapeful::data::Normalization;
    /// use shapeful::{Tensor, axes};
    /// axes! { Features = 2; }
    /// let normalization = Normalization::<(Features,)> { mean: Tensor::from([1.0, 2.0]), deviation: Tensor::full(0.5) };
    /// let mut x = Tensor::from([2.0, 2.0]);
    /// normalization.apply_to(&mut x);
    /// assert_eq!(x, [2.0, 0.0]);
    /// ```
    pub fn apply_to(&self, example: &mut Array<X, E>) {
        self.apply_to_slice(example.as_mut_slice());
    }
    fn apply_to_slice(&self, example: &mut [E]) {
        let numbers = self.mean.as_slice().iter().zip(self.deviation.as_slice());
        for (x, (&mean, &deviation)) in example.iter_mut().zip(numbers) {
            *x = (*x - mean) / deviation;
        }
    }
}
