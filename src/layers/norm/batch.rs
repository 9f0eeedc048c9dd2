//! Batch normalisation as a layer, of rows and of images.
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::kernel::norm::Channels;
use crate::layers::layer::Layer;
use crate::layers::mode::Mode;
use crate::layers::one_shape::TakenAs;
#[cfg(feature = "rand")]
use crate::layers::params::Init;
use crate::layers::params::{Params, walk};
use crate::ops::move_on;

/// Every feature gets mean `beta` and deviation `gamma`: in training over the batch, in use by the running statistics.
///
/// - Shapes: `(N, D)` → `(N, D)` for `BatchNorm<D>`, and `(N, C, H, W)` → `(N, C, H, W)` for `BatchNorm<C>`, where every pixel is an
///   example of its channel; `gamma`, `beta`, `running_mean` and `running_var` are `(D,)`.
/// - Formula: as [`batchnorm_forward`](crate::batchnorm_forward), with ε = 1e-5 and momentum 0.9.
/// - Errors: an input whose second axis is not `D` does not compile. Numbers may be as large as in [`batchnorm_forward`](crate::ops::batchnorm_forward).
/// - Source: Ioffe & Szegedy 2015, "Batch normalization"; CS231n, assignment 2.
///
/// The running statistics move in `backward`, once for each training step. They begin at mean 0 and variance 1, so that a layer which
/// has seen nothing changes nothing; the course's begin at 0: fill `running_var` with it to compare numbers.
/// ```
/// use shapeful::{BatchNorm, Layer, Params, Tensor, Train, axes};
/// axes! { Batch = 2; Features = 1; }
/// let mut norm = BatchNorm::<Features> { momentum: 0.75, ..BatchNorm::new() };
/// let x = Tensor::<(Batch, Features)>::from([[1e3], [3e3]]);
/// let (mut cache, mut y, mut grad) = (Default::default(), Tensor::zeros(), norm.zeros_like());
/// norm.forward::<Train>(&x, &mut cache, &mut y);
/// assert_eq!(y, [[-1.0], [1.0]]);
/// norm.backward(&x, &mut cache, &Tensor::ones(), None, &mut grad);
/// assert_eq!(norm.running_mean, [0.25 * 2e3]);
/// ```
#[derive(Clone)]
pub struct BatchNorm<D: Dim, E: Float = f32> {
    /// The scale.
    pub gamma: Tensor<(D,), E>,
    /// The shift.
    pub beta: Tensor<(D,), E>,
    /// The running mean.
    pub running_mean: Tensor<(D,), E>,
    /// The running variance.
    pub running_var: Tensor<(D,), E>,
    /// Added to the variance, so that a constant feature is not divided by 0.
    pub eps: E,
    /// How much of the running statistics each batch leaves.
    pub momentum: E,
}
impl<D: Dim, E: Float> BatchNorm<D, E> {
    /// Scale 1 and shift 0, and running statistics of mean 0 and variance 1; ε = 1e-5, momentum 0.9.
    ///
    /// ```
    /// use shapeful::{BatchNorm, Params, axes};
    /// axes! { Features = 3; }
    /// let norm = BatchNorm::<Features, f64>::new();
    /// assert_eq!((norm.count(), norm.eps, norm.momentum), (6, 1e-5, 0.9));
    /// ```
    pub fn new() -> Self {
        BatchNorm {
            gamma: Tensor::ones(),
            beta: Tensor::zeros(),
            running_mean: Tensor::zeros(),
            running_var: Tensor::ones(),
            eps: E::of(1e-5),
            momentum: E::of(0.9),
        }
    }
    fn forward_channels<M: Mode>(
        &self,
        channels: Channels,
        x: &[E],
        cache: &mut M::Of<BatchMoments<D, E>>,
        y: &mut [E],
    ) {
        let (mean, var) = match M::kept(cache) {
            Some(BatchMoments { mean, var }) => {
                E::Loops::channel_moments(channels, x, mean.as_mut_slice(), var.as_mut_slice());
                (&*mean, &*var)
            }
            None => (&self.running_mean, &self.running_var),
        };
        let of = [mean.as_slice(), var.as_slice(), self.gamma.as_slice(), self.beta.as_slice()];
        E::Loops::norm_channels(channels, x, of, self.eps, y);
    }
    fn backward_channels(
        &mut self,
        channels: Channels,
        terms: [&[E]; 2],
        BatchMoments { mean, var }: &BatchMoments<D, E>,
        dx: Option<&mut [E]>,
        grad: &mut Self,
    ) {
        move_on(&mut self.running_mean, mean, self.momentum);
        move_on(&mut self.running_var, var, self.momentum);
        let (dgamma, dbeta) = (grad.gamma.as_mut_slice(), grad.beta.as_mut_slice());
        let of = [mean.as_slice(), var.as_slice(), self.gamma.as_slice()];
        E::Loops::norm_channels_params(channels, terms, [of[0], of[1]], self.eps, [&mut *dgamma, &mut *dbeta]);
        if let Some(dx) = dx {
            E::Loops::norm_channels_input(channels, terms, of, self.eps, [dgamma, dbeta], dx);
        }
    }
}

/// The mean and the variance of each feature of a batch, which batch norm keeps for the pass backward.
///
/// ```
/// use shapeful::{BatchMoments, BatchNorm, Layer, Tensor, Train, axes};
/// axes! { Batch = 2; Features = 1; }
/// let (norm, mut kept) = (BatchNorm::<Features>::new(), BatchMoments::default());
/// norm.forward::<Train>(&Tensor::<(Batch, Features)>::from([[1.0], [3.0]]), &mut kept, &mut Tensor::zeros());
/// assert_eq!((kept.mean[[0]], kept.var[[0]]), (2.0, 1.0));
/// ```
pub struct BatchMoments<D: Dim, E: Float = f32> {
    /// The means.
    pub mean: Tensor<(D,), E>,
    /// The variances.
    pub var: Tensor<(D,), E>,
}
impl<D: Dim, E: Float> Default for BatchMoments<D, E> {
    fn default() -> Self {
        BatchMoments { mean: Tensor::zeros(), var: Tensor::zeros() }
    }
}

#[rustfmt::skip]
impl<N: Dim, X: Dim, D: Dim, E: Float> Layer<(N, X), E> for BatchNorm<D, E> where (X,): TakenAs<(D,), (N, X), Self> {
    type Y = (N, X);
    type Cache<M: Mode> = M::Of<BatchMoments<D, E>>;
    fn forward<M: Mode>(&self, x: &Array<(N, X), E>, cache: &mut Self::Cache<M>, y: &mut Array<(N, X), E>) {
        self.forward_channels::<M>(Channels::of_rows::<N, D>(), x.as_slice(), cache, y.as_mut_slice());
    }
    fn backward(
        &mut self,
        x: &Array<(N, X), E>,
        cache: &mut BatchMoments<D, E>,
        dy: &Array<(N, X), E>,
        dx: Option<&mut Array<(N, X), E>>,
        grad: &mut Self,
    ) {
        let (terms, dx) = ([dy.as_slice(), x.as_slice()], dx.map(Array::as_mut_slice));
        self.backward_channels(Channels::of_rows::<N, D>(), terms, cache, dx, grad);
    }
}
// rustc names one impl of a layer that does not fit, and that is the common one.
#[diagnostic::do_not_recommend]
impl<N: Dim, C: Dim, H: Dim, W: Dim, E: Float> Layer<(N, C, H, W), E> for BatchNorm<C, E> {
    type Y = (N, C, H, W);
    type Cache<M: Mode> = M::Of<BatchMoments<C, E>>;
    fn forward<M: Mode>(&self, x: &Array<(N, C, H, W), E>, cache: &mut Self::Cache<M>, y: &mut Array<Self::Y, E>) {
        self.forward_channels::<M>(Channels::of_images::<N, C, H, W>(), x.as_slice(), cache, y.as_mut_slice());
    }
    fn backward(
        &mut self,
        x: &Array<(N, C, H, W), E>,
        cache: &mut BatchMoments<C, E>,
        dy: &Array<(N, C, H, W), E>,
        dx: Option<&mut Array<(N, C, H, W), E>>,
        grad: &mut Self,
    ) {
        let (terms, dx) = ([dy.as_slice(), x.as_slice()], dx.map(Array::as_mut_slice));
        self.backward_channels(Channels::of_images::<N, C, H, W>(), terms, cache, dx, grad);
    }
}

#[diagnostic::do_not_recommend]
impl<D: Dim, E: Float> Params<E> for BatchNorm<D, E> {
    walk! { E: gamma: Bias, (D,); beta: Bias, (D,); running_mean: State, (D,); running_var: State, (D,); }
}
impl<D: Dim, E: Float> Default for BatchNorm<D, E> {
    fn default() -> Self {
        Self::new()
    }
}
impl<D: Dim, E: Float> core::fmt::Debug for BatchNorm<D, E> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let mut fields = f.debug_struct("BatchNorm");
        fields.field("gamma", &self.gamma).field("beta", &self.beta);
        fields.field("running_mean", &self.running_mean).field("running_var", &self.running_var).finish()
    }
}
/// As [`BatchNorm::new`]: nothing is random.
#[cfg(feature = "rand")]
impl<D: Dim, E: Float> Init for BatchNorm<D, E> {
    fn init<R: rand::Rng + ?Sized>(_: &mut R) -> Self {
        Self::new()
    }
}
