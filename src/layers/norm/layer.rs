//! Layer normalisation as a layer, of rows that are examples and of rows that are steps in time.
use super::RowMoments;
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::kernel::norm::Groups;
use crate::layers::layer::Layer;
use crate::layers::mode::Mode;
use crate::layers::one_shape::TakenAs;
#[cfg(feature = "rand")]
use crate::layers::params::Init;
use crate::layers::params::{Params, walk};
use crate::shape::Shape;

/// The features of every example, or of every step in time, get mean 0 and deviation 1, then the scale `gamma` and the shift `beta`.
///
/// - Shapes: `(N, D)` → `(N, D)`, over time `(N, T, D)` → `(N, T, D)`; `gamma` and `beta` are `(D,)`.
/// - Formula: as [`layernorm_forward`](crate::layernorm_forward), with ε = 1e-5. It is the same in training and in use.
/// - Errors: an input whose last axis is not `D` does not compile. Numbers may be as large as in [`layernorm_forward`](crate::ops::layernorm_forward).
/// - Source: Ba, Kiros & Hinton 2016, "Layer normalization".
///
/// ```
/// use shapeful::{Layer, LayerNorm, Tensor, axes};
/// axes! { Batch = 2; Features = 2; }
/// let norm = LayerNorm::<Features>::new();
/// assert_eq!(norm.predict(&Tensor::<(Batch, Features)>::from([[1e3, 3e3], [5.0, 5.0]])), [[-1.0, 1.0], [0.0, 0.0]]);
/// ```
#[derive(Clone)]
pub struct LayerNorm<D: Dim, E: Float = f32> {
    /// The scale.
    pub gamma: Tensor<(D,), E>,
    /// The shift.
    pub beta: Tensor<(D,), E>,
    /// Added to the variance, so that a constant row is not divided by 0.
    pub eps: E,
}
impl<D: Dim, E: Float> LayerNorm<D, E> {
    /// Scale 1 and shift 0; ε = 1e-5.
    ///
    /// ```
    /// use shapeful::{LayerNorm, Params, axes};
    /// axes! { Features = 3; }
    /// let norm = LayerNorm::<Features, f64>::new();
    /// assert_eq!((norm.count(), norm.eps), (6, 1e-5));
    /// ```
    pub fn new() -> Self {
        LayerNorm { gamma: Tensor::ones(), beta: Tensor::zeros(), eps: E::of(1e-5) }
    }
    fn forward_rows(&self, n: usize, x: &[E], y: &mut [E], kept: [Option<&mut [E]>; 2]) {
        let (gamma, beta) = (self.gamma.as_slice(), Some(self.beta.as_slice()));
        E::Loops::norm_groups(Groups::of_rows::<D>(n), x, gamma, beta, self.eps, y, kept);
    }
    fn backward_rows(
        &self,
        n: usize,
        terms: [&[E]; 2],
        [mean, inverse]: [&[E]; 2],
        dx: Option<&mut [E]>,
        grad: &mut Self,
    ) {
        let rows = Groups::of_rows::<D>(n);
        let (dgamma, dbeta) = (grad.gamma.as_mut_slice(), grad.beta.as_mut_slice());
        E::Loops::norm_groups_params(rows, terms, Some(mean), inverse, dgamma, Some(dbeta));
        if let Some(dx) = dx {
            E::Loops::norm_groups_input(rows, terms, Some(mean), inverse, self.gamma.as_slice(), dx);
        }
    }
}
impl<Rows: Shape, E: Float> RowMoments<Rows, E> {
    /// Where the means and the inverse deviations go, if anything is kept.
    pub(super) fn slices(kept: Option<&mut Self>) -> [Option<&mut [E]>; 2] {
        let Some(RowMoments { mean, inverse_deviation }) = kept else { return [None, None] };
        [Some(mean.as_mut_slice()), Some(inverse_deviation.as_mut_slice())]
    }
    pub(super) fn read(&self) -> [&[E]; 2] {
        [self.mean.as_slice(), self.inverse_deviation.as_slice()]
    }
}

#[rustfmt::skip]
impl<N: Dim, X: Dim, D: Dim, E: Float> Layer<(N, X), E> for LayerNorm<D, E> where (X,): TakenAs<(D,), (N, X), Self> {
    type Y = (N, X);
    type Cache<M: Mode> = M::Of<RowMoments<(N,), E>>;
    fn forward<M: Mode>(&self, x: &Array<(N, X), E>, cache: &mut Self::Cache<M>, y: &mut Array<(N, X), E>) {
        self.forward_rows(N::SIZE, x.as_slice(), y.as_mut_slice(), RowMoments::slices(M::kept(cache)));
    }
    fn backward(
        &mut self,
        x: &Array<(N, X), E>,
        cache: &mut RowMoments<(N,), E>,
        dy: &Array<(N, X), E>,
        dx: Option<&mut Array<(N, X), E>>,
        grad: &mut Self,
    ) {
        let (terms, dx) = ([dy.as_slice(), x.as_slice()], dx.map(Array::as_mut_slice));
        self.backward_rows(N::SIZE, terms, cache.read(), dx, grad);
    }
}
// rustc names one impl of a layer that does not fit, and that is the common one.
#[diagnostic::do_not_recommend]
impl<N: Dim, T: Dim, D: Dim, E: Float> Layer<(N, T, D), E> for LayerNorm<D, E> {
    type Y = (N, T, D);
    type Cache<M: Mode> = M::Of<RowMoments<(N, T), E>>;
    fn forward<M: Mode>(&self, x: &Array<(N, T, D), E>, cache: &mut Self::Cache<M>, y: &mut Array<(N, T, D), E>) {
        self.forward_rows(N::SIZE * T::SIZE, x.as_slice(), y.as_mut_slice(), RowMoments::slices(M::kept(cache)));
    }
    fn backward(
        &mut self,
        x: &Array<(N, T, D), E>,
        cache: &mut RowMoments<(N, T), E>,
        dy: &Array<(N, T, D), E>,
        dx: Option<&mut Array<(N, T, D), E>>,
        grad: &mut Self,
    ) {
        let (terms, dx) = ([dy.as_slice(), x.as_slice()], dx.map(Array::as_mut_slice));
        self.backward_rows(N::SIZE * T::SIZE, terms, cache.read(), dx, grad);
    }
}

#[diagnostic::do_not_recommend]
impl<D: Dim, E: Float> Params<E> for LayerNorm<D, E> {
    walk! { E: gamma: Bias, (D,); beta: Bias, (D,); }
}
impl<D: Dim, E: Float> Default for LayerNorm<D, E> {
    fn default() -> Self {
        Self::new()
    }
}
impl<D: Dim, E: Float> core::fmt::Debug for LayerNorm<D, E> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("LayerNorm").field("gamma", &self.gamma).field("beta", &self.beta).finish()
    }
}
/// As [`LayerNorm::new`]: nothing is random.
#[cfg(feature = "rand")]
impl<D: Dim, E: Float> Init for LayerNorm<D, E> {
    fn init<R: rand::Rng + ?Sized>(_: &mut R) -> Self {
        Self::new()
    }
}
