//! Root mean square normalisation as a layer, of rows that are examples and of rows that are steps in time.
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

/// The features of every example, or of every step in time, get mean square 1, and then the scale `gamma`.
///
/// - Shapes: `(N, D)` → `(N, D)`, over time `(N, T, D)` → `(N, T, D)`; `gamma` is `(D,)`.
/// - Formula: as [`rmsnorm_forward`](crate::rmsnorm_forward), with ε = 1e-5. It is the same in training and in use.
/// - Errors: an input whose last axis is not `D` does not compile. Numbers may be as large as in [`rmsnorm_forward`](crate::ops::rmsnorm_forward).
/// - Source: Zhang & Sennrich 2019, "Root mean square layer normalization".
///
/// ```
/// use shapeful::{Layer, RmsNorm, Tensor, axes};
/// axes! { Batch = 1; Features = 2; }
/// let norm = RmsNorm::<Features>::new();
/// assert_eq!(norm.predict(&Tensor::<(Batch, Features)>::from([[1e4, -1e4]])), [[1.0, -1.0]]);
/// ```
#[derive(Clone)]
pub struct RmsNorm<D: Dim, E: Float = f32> {
    /// The scale.
    pub gamma: Tensor<(D,), E>,
    /// Added to the mean square, so that a row of zeros is not divided by 0.
    pub eps: E,
}
impl<D: Dim, E: Float> RmsNorm<D, E> {
    /// Scale 1; ε = 1e-5.
    ///
    /// ```
    /// use shapeful::{Params, RmsNorm, axes};
    /// axes! { Features = 3; }
    /// let norm = RmsNorm::<Features, f64>::new();
    /// assert_eq!((norm.count(), norm.eps), (3, 1e-5));
    /// ```
    pub fn new() -> Self {
        RmsNorm { gamma: Tensor::ones(), eps: E::of(1e-5) }
    }
    fn forward_rows(&self, n: usize, x: &[E], y: &mut [E], kept: Option<&mut [E]>) {
        E::Loops::norm_groups(Groups::of_squares::<D>(n), x, self.gamma.as_slice(), None, self.eps, y, [None, kept]);
    }
    fn backward_rows(&self, n: usize, terms: [&[E]; 2], inverse: &[E], dx: Option<&mut [E]>, grad: &mut Self) {
        let rows = Groups::of_squares::<D>(n);
        E::Loops::norm_groups_params(rows, terms, None, inverse, grad.gamma.as_mut_slice(), None);
        if let Some(dx) = dx {
            E::Loops::norm_groups_input(rows, terms, None, inverse, self.gamma.as_slice(), dx);
        }
    }
}

#[rustfmt::skip]
impl<N: Dim, X: Dim, D: Dim, E: Float> Layer<(N, X), E> for RmsNorm<D, E> where (X,): TakenAs<(D,), (N, X), Self> {
    type Y = (N, X);
    type Cache<M: Mode> = M::Of<Tensor<(N,), E>>;
    fn forward<M: Mode>(&self, x: &Array<(N, X), E>, cache: &mut Self::Cache<M>, y: &mut Array<(N, X), E>) {
        self.forward_rows(
            N::SIZE,
            x.as_slice(),
            y.as_mut_slice(),
            M::kept(cache).map(|inverse| inverse.as_mut_slice()),
        );
    }
    fn backward(
        &mut self,
        x: &Array<(N, X), E>,
        cache: &mut Tensor<(N,), E>,
        dy: &Array<(N, X), E>,
        dx: Option<&mut Array<(N, X), E>>,
        grad: &mut Self,
    ) {
        let (terms, dx) = ([dy.as_slice(), x.as_slice()], dx.map(Array::as_mut_slice));
        self.backward_rows(N::SIZE, terms, cache.as_slice(), dx, grad);
    }
}
// rustc names one impl of a layer that does not fit, and that is the common one.
#[diagnostic::do_not_recommend]
impl<N: Dim, T: Dim, D: Dim, E: Float> Layer<(N, T, D), E> for RmsNorm<D, E> {
    type Y = (N, T, D);
    type Cache<M: Mode> = M::Of<Tensor<(N, T), E>>;
    fn forward<M: Mode>(&self, x: &Array<(N, T, D), E>, cache: &mut Self::Cache<M>, y: &mut Array<(N, T, D), E>) {
        self.forward_rows(
            N::SIZE * T::SIZE,
            x.as_slice(),
            y.as_mut_slice(),
            M::kept(cache).map(|inverse| inverse.as_mut_slice()),
        );
    }
    fn backward(
        &mut self,
        x: &Array<(N, T, D), E>,
        cache: &mut Tensor<(N, T), E>,
        dy: &Array<(N, T, D), E>,
        dx: Option<&mut Array<(N, T, D), E>>,
        grad: &mut Self,
    ) {
        let (terms, dx) = ([dy.as_slice(), x.as_slice()], dx.map(Array::as_mut_slice));
        self.backward_rows(N::SIZE * T::SIZE, terms, cache.as_slice(), dx, grad);
    }
}

#[diagnostic::do_not_recommend]
impl<D: Dim, E: Float> Params<E> for RmsNorm<D, E> {
    walk! { E: gamma: Bias, (D,); }
}
impl<D: Dim, E: Float> Default for RmsNorm<D, E> {
    fn default() -> Self {
        Self::new()
    }
}
impl<D: Dim, E: Float> core::fmt::Debug for RmsNorm<D, E> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("RmsNorm").field("gamma", &self.gamma).finish()
    }
}
/// As [`RmsNorm::new`]: nothing is random.
#[cfg(feature = "rand")]
impl<D: Dim, E: Float> Init for RmsNorm<D, E> {
    fn init<R: rand::Rng + ?Sized>(_: &mut R) -> Self {
        Self::new()
    }
}
