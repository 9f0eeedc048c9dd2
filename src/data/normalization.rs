//! Mean 0 and variance 1, by the numbers of the training set.
use super::dataset::{ExampleShape, HasChannels};
use super::examples::Examples;
use super::targets::Targets;
use crate::array::{Array, Tensor};
use crate::elem::Float;
use alloc::vec;
use alloc::vec::Vec;
use core::mem::size_of;

/// `(x − mean) / deviation`, with mean and standard deviation of the training set, to be applied to every set.
///
/// - Shapes: mean and deviation have the shape `X` of one example.
/// - Formula: the deviation is that of the population, `√((1/N) Σ (x − mean)²)`, as numpy's. Of a feature that is always the same it is
///   taken as 1; so it is where the deviation is no more than rounding, `deviation ≤ ε·|mean|`, as in scikit-learn.
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
        Self::per(1, data.inputs())
    }
    /// Every feature by the mean and deviation of its channel: of all that share the place on the first axis.
    ///
    /// - Errors: examples that are no images with channels, `(Height, Width)` or `(Pixels,)`, do not compile; [`overall`](Self::overall)
    ///   is for them.
    ///
    /// ```
    /// use shapeful::data::{Examples, Normalization};
    /// use shapeful::axes;
    /// axes! { Channels = 2; Height = 1; Width = 2; Classes = 3; }
    /// let data = Examples::<(Channels, Height, Width), Classes>::new(vec![1.0, 3.0, 5.0, 5.0], vec![0])?;
    /// assert_eq!(Normalization::per_channel(&data).mean, [[[2.0, 2.0]], [[5.0, 5.0]]]);
    /// # Ok::<(), shapeful::data::DataError>(())
    /// ```
    pub fn per_channel<T: Targets<E>>(data: &Examples<X, T, E>) -> Self
    where
        X: HasChannels,
    {
        let channels = X::DIMS.first().copied().unwrap_or(1);
        Self::per(X::LEN / channels.max(1), data.inputs())
    }
    /// One mean and one deviation for all numbers of all examples: for grey images, `(Height, Width)` or `(Pixels,)`.
    ///
    /// ```
    /// use shapeful::data::{Examples, Normalization};
    /// use shapeful::axes;
    /// axes! { Height = 1; Width = 2; Classes = 3; }
    /// let data = Examples::<(Height, Width), Classes>::new(vec![1.0, 3.0, 5.0, 7.0], vec![0, 1])?;
    /// let normalization = Normalization::overall(&data);
    /// assert_eq!(normalization.mean, [[4.0, 4.0]]);
    /// assert_eq!(normalization.deviation, [[5.0_f32.sqrt(); 2]]);
    /// # Ok::<(), shapeful::data::DataError>(())
    /// ```
    pub fn overall<T: Targets<E>>(data: &Examples<X, T, E>) -> Self {
        Self::per(X::LEN, data.inputs())
    }
    /// One mean and deviation for each group of `width` neighbours. Sums are in f64, in two passes, and of differences from the group's
    /// first number: these are exactly 0 where all numbers are the same.
    fn per(width: usize, inputs: &[E]) -> Self {
        let first: Vec<f64> = inputs.iter().take(X::LEN).step_by(width.max(1)).map(|x| x.to_f64()).collect();
        let from_first = |x: f64, group: usize| x - first[group];
        let mut means = group_means(X::LEN, width, first.len(), inputs, from_first);
        means.iter_mut().zip(&first).for_each(|(mean, first)| *mean += first);
        let square = |x: f64, group: usize| (x - means[group]) * (x - means[group]);
        let variances = group_means(X::LEN, width, first.len(), inputs, square);
        let rounding = if size_of::<E>() == size_of::<f32>() { f64::from(f32::EPSILON) } else { f64::EPSILON };
        let deviation = |group: usize| match variances[group].sqrt() {
            deviation if deviation <= rounding * means[group].abs() => 1.0,
            deviation => deviation,
        };
        let spread = |of: &dyn Fn(usize) -> f64, without: E| {
            let mut tensor = Tensor::<X, E>::full(without);
            for (group, _) in first.iter().enumerate() {
                tensor.as_mut_slice()[group * width..][..width].fill(E::of(of(group)));
            }
            tensor
        };
        Normalization { mean: spread(&|group| means[group], E::ZERO), deviation: spread(&deviation, E::ONE) }
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

/// The mean of the terms of each of `groups` groups of `width` neighbours, over all examples.
fn group_means<E: Float>(
    len: usize,
    width: usize,
    groups: usize,
    inputs: &[E],
    term: impl Fn(f64, usize) -> f64,
) -> Vec<f64> {
    let mut sums = vec![0.0; groups];
    for example in inputs.chunks_exact(len.max(1)) {
        // Where each number is a group, and in the lanes of a longer one, no sum waits for the one before it.
        if width == 1 {
            sums.iter_mut().zip(example).enumerate().for_each(|(group, (sum, x))| *sum += term(x.to_f64(), group));
            continue;
        }
        for (group, (sum, numbers)) in sums.iter_mut().zip(example.chunks_exact(width)).enumerate() {
            let mut lanes = [0.0; 8];
            let chunks = numbers.chunks_exact(lanes.len());
            *sum += chunks.remainder().iter().map(|x| term(x.to_f64(), group)).sum::<f64>();
            chunks.for_each(|chunk| lanes.iter_mut().zip(chunk).for_each(|(lane, x)| *lane += term(x.to_f64(), group)));
            *sum += lanes.iter().sum::<f64>();
        }
    }
    let count = (inputs.len() / groups.max(1)) as f64;
    sums.iter().map(|sum| sum / count).collect()
}
