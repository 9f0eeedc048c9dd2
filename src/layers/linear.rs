//! The affine layer as a layer with parameters: `y = x·w + b`.
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::{Extent, known};
use crate::layers::layer::Layer;
use crate::layers::mode::Mode;
use crate::layers::one_shape::TakenAs;
#[cfg(feature = "rand")]
use crate::layers::params::Init;
use crate::layers::params::{Params, walk};
use crate::numeral::_1;
use crate::ops::AffineSizes;

/// `y = x·w + b`, from `M` inputs to `D` outputs.
///
/// - Shapes: `x: (N, M)`, `w: (M, D)`, `b: (1, D)` → `y: (N, D)`; over time, `(N, T, M)` → `(N, T, D)`.
/// - Formula: `dx = dy·wᵀ`, `dw = xᵀ·dy`, `db = Σ_n dy`.
/// - Errors: an input whose last axis is not `M` does not compile.
///
/// ```
/// use shapeful::{Layer, Linear, Tensor, axes};
/// axes! { Batch = 2; Pixels = 3; Classes = 2; }
/// let mut layer = Linear::<Pixels, Classes>::zeros();
/// layer.b.copy_from_slice(&[1.0, 2.0])?;
/// let scores: Tensor<(Batch, Classes)> = layer.predict(&Tensor::<(Batch, Pixels)>::ones());
/// assert_eq!(scores, [[1.0, 2.0], [1.0, 2.0]]);
/// # Ok::<(), shapeful::Error>(())
/// ```
#[derive(Clone)]
pub struct Linear<M: Dim, D: Dim, E: Float = f32> {
    /// The weights, inputs by outputs.
    pub w: Tensor<(M, D), E>,
    /// The bias, one row.
    pub b: Tensor<(_1, D), E>,
}

impl<M: Dim, D: Dim, E: Float> Linear<M, D, E> {
    /// All parameters 0.
    ///
    /// ```
    /// use shapeful::{Linear, Params, axes};
    /// axes! { Pixels = 3; Classes = 2; }
    /// let layer = Linear::<Pixels, Classes>::zeros();
    /// assert_eq!(layer.count(), 3 * 2 + 2);
    /// assert_eq!(layer.b, [[0.0, 0.0]]);
    /// ```
    pub fn zeros() -> Self {
        Linear { w: Tensor::zeros(), b: Tensor::zeros() }
    }
    /// Weights drawn from the normal distribution with variance `2/M`, which keeps the variance of activations through ReLUs; bias 0.
    ///
    /// - Source: He et al. 2015, "Delving deep into rectifiers".
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::SmallRng};
    /// use shapeful::{Linear, axes};
    /// axes! { Pixels = 200; Hidden = 100; }
    /// let layer = Linear::<Pixels, Hidden>::he(&mut SmallRng::seed_from_u64(1));
    /// assert!((layer.w.var_all() - 2.0 / 200.0).abs() < 5e-4);
    /// ```
    #[cfg(feature = "rand")]
    pub fn he<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
        Linear { w: Tensor::he_normal(rng), b: Tensor::zeros() }
    }
    /// Weights drawn from the uniform distribution with variance `2/(M + D)`, for tanh and sigmoid; bias 0.
    ///
    /// - Source: Glorot & Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks".
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::SmallRng};
    /// use shapeful::{Linear, axes};
    /// axes! { Pixels = 150; Hidden = 50; }
    /// let layer = Linear::<Pixels, Hidden>::xavier(&mut SmallRng::seed_from_u64(1));
    /// assert!((layer.w.var_all() - 2.0 / 200.0).abs() < 5e-4);
    /// ```
    #[cfg(feature = "rand")]
    pub fn xavier<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
        Linear { w: Tensor::xavier_uniform(rng), b: Tensor::zeros() }
    }
}

#[rustfmt::skip]
impl<N: Dim, X: Dim, M: Dim, D: Dim, E: Float> Layer<(N, X), E> for Linear<M, D, E> where (X,): TakenAs<(M,), (N, X), Self> {
    type Y = (N, D);
    type Cache<Md: Mode> = ();
    fn forward<Md: Mode>(&self, x: &Array<(N, X), E>, _: &mut (), y: &mut Array<(N, D), E>) {
        self.forward_rows(known::<(N,)>(), x.as_slice(), y.as_mut_slice());
    }
    fn forward_relu<Md: Mode>(&self, x: &Array<(N, X), E>, _: &mut (), y: &mut Array<(N, D), E>) {
        self.forward_rows_relu(known::<(N,)>(), x.as_slice(), y.as_mut_slice());
    }
    fn backward(
        &mut self,
        x: &Array<(N, X), E>,
        _: &mut (),
        dy: &Array<(N, D), E>,
        dx: Option<&mut Array<(N, X), E>>,
        grad: &mut Self,
    ) {
        self.backward_rows(known::<(N,)>(), x.as_slice(), dy.as_slice(), dx.map(Array::as_mut_slice), grad);
    }
}
// rustc names one impl of a layer that does not fit, and that is the common one.
#[diagnostic::do_not_recommend]
impl<N: Dim, T: Dim, M: Dim, D: Dim, E: Float> Layer<(N, T, M), E> for Linear<M, D, E> {
    type Y = (N, T, D);
    type Cache<Md: Mode> = ();
    fn forward<Md: Mode>(&self, x: &Array<(N, T, M), E>, _: &mut (), y: &mut Array<(N, T, D), E>) {
        self.forward_rows(known::<(N, T)>(), x.as_slice(), y.as_mut_slice());
    }
    fn forward_relu<Md: Mode>(&self, x: &Array<(N, T, M), E>, _: &mut (), y: &mut Array<(N, T, D), E>) {
        self.forward_rows_relu(known::<(N, T)>(), x.as_slice(), y.as_mut_slice());
    }
    fn backward(
        &mut self,
        x: &Array<(N, T, M), E>,
        _: &mut (),
        dy: &Array<(N, T, D), E>,
        dx: Option<&mut Array<(N, T, M), E>>,
        grad: &mut Self,
    ) {
        self.backward_rows(known::<(N, T)>(), x.as_slice(), dy.as_slice(), dx.map(Array::as_mut_slice), grad);
    }
}
/// The same for rows that are examples and for rows that are steps in time.
impl<M: Dim, D: Dim, E: Float> Linear<M, D, E> {
    fn forward_rows(&self, n: impl Extent, x: &[E], y: &mut [E]) {
        AffineSizes { n, m: known::<(M,)>(), d: known::<(D,)>() }.forward(x, self.w.as_slice(), self.b.as_slice(), y);
    }
    fn forward_rows_relu(&self, n: impl Extent, x: &[E], y: &mut [E]) {
        let sizes = AffineSizes { n, m: known::<(M,)>(), d: known::<(D,)>() };
        sizes.forward_relu(x, self.w.as_slice(), self.b.as_slice(), y);
    }
    fn backward_rows(&self, n: impl Extent, x: &[E], dy: &[E], dx: Option<&mut [E]>, grad: &mut Self) {
        let sizes = AffineSizes { n, m: known::<(M,)>(), d: known::<(D,)>() };
        sizes.backward_params(dy, x, grad.w.as_mut_slice(), grad.b.as_mut_slice());
        if let Some(dx) = dx {
            sizes.backward_input(dy, self.w.as_slice(), dx);
        }
    }
}

#[diagnostic::do_not_recommend]
impl<M: Dim, D: Dim, E: Float> Params<E> for Linear<M, D, E> {
    walk! { E: w: Weight, (M, D); b: Bias, (_1, D); }
}
impl<M: Dim, D: Dim, E: Float> core::fmt::Debug for Linear<M, D, E> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Linear").field("w", &self.w).field("b", &self.b).finish()
    }
}
/// [He](Linear::he) initialisation.
#[cfg(feature = "rand")]
impl<M: Dim, D: Dim, E: Float> Init for Linear<M, D, E> {
    fn init<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
        Self::he(rng)
    }
}
