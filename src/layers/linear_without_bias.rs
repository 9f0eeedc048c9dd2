//! The linear layer without a bias: `y = x·w`.
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::{Extent, known};
use crate::layers::layer::Layer;
#[cfg(feature = "rand")]
use crate::layers::linear::Linear;
use crate::layers::mode::Mode;
use crate::layers::one_shape::TakenAs;
#[cfg(feature = "rand")]
use crate::layers::params::Init;
use crate::layers::params::{Params, walk};
use crate::ops::AffineSizes;

/// `y = x·w`, from `M` inputs to `D` outputs: [`Linear`](crate::Linear) where a norm that follows takes the mean away again, or
/// zeros have to stay zeros.
///
/// - Shapes: `x: (N, M)`, `w: (M, D)` → `y: (N, D)`; over time, `(N, T, M)` → `(N, T, D)`.
/// - Formula: `dx = dy·wᵀ`, `dw = xᵀ·dy`.
/// - Errors: an input whose last axis is not `M` does not compile.
///
/// ```
/// use shapeful::{Layer, Params, Tensor, LinearWithoutBias, axes};
/// axes! { Batch = 2; Pixels = 3; Classes = 2; }
/// let layer = LinearWithoutBias::<Pixels, Classes> { w: Tensor::ones() };
/// assert_eq!(layer.predict(&Tensor::<(Batch, Pixels)>::ones()), [[3.0, 3.0], [3.0, 3.0]]);
/// assert_eq!(layer.count(), 3 * 2);
/// ```
#[derive(Clone)]
pub struct LinearWithoutBias<M: Dim, D: Dim, E: Float = f32> {
    /// The weights, inputs by outputs.
    pub w: Tensor<(M, D), E>,
}

#[rustfmt::skip]
impl<N: Dim, X: Dim, M: Dim, D: Dim, E: Float> Layer<(N, X), E> for LinearWithoutBias<M, D, E> where (X,): TakenAs<(M,), (N, X), Self> {
    type Y = (N, D);
    type Cache<Md: Mode> = ();
    fn forward<Md: Mode>(&self, x: &Array<(N, X), E>, _: &mut (), y: &mut Array<(N, D), E>) {
        AffineSizes { n: known::<(N,)>(), m: known::<(M,)>(), d: known::<(D,)>() }.product(x.as_slice(), self.w.as_slice(), y.as_mut_slice());
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
impl<N: Dim, T: Dim, M: Dim, D: Dim, E: Float> Layer<(N, T, M), E> for LinearWithoutBias<M, D, E> {
    type Y = (N, T, D);
    type Cache<Md: Mode> = ();
    fn forward<Md: Mode>(&self, x: &Array<(N, T, M), E>, _: &mut (), y: &mut Array<(N, T, D), E>) {
        let sizes = AffineSizes { n: known::<(N, T)>(), m: known::<(M,)>(), d: known::<(D,)>() };
        sizes.product(x.as_slice(), self.w.as_slice(), y.as_mut_slice());
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
impl<M: Dim, D: Dim, E: Float> LinearWithoutBias<M, D, E> {
    fn backward_rows(&self, n: impl Extent, x: &[E], dy: &[E], dx: Option<&mut [E]>, grad: &mut Self) {
        let sizes = AffineSizes { n, m: known::<(M,)>(), d: known::<(D,)>() };
        sizes.backward_weights(dy, x, grad.w.as_mut_slice());
        if let Some(dx) = dx {
            sizes.backward_input(dy, self.w.as_slice(), dx);
        }
    }
}

#[diagnostic::do_not_recommend]
impl<M: Dim, D: Dim, E: Float> Params<E> for LinearWithoutBias<M, D, E> {
    walk! { E: w: Weight, (M, D); }
}
impl<M: Dim, D: Dim, E: Float> core::fmt::Debug for LinearWithoutBias<M, D, E> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("LinearWithoutBias").field("w", &self.w).finish()
    }
}
/// [He](Linear::he) initialisation.
#[cfg(feature = "rand")]
impl<M: Dim, D: Dim, E: Float> Init for LinearWithoutBias<M, D, E> {
    fn init<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
        LinearWithoutBias { w: Linear::he(rng).w }
    }
}
