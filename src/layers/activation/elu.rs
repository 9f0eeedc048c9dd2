//! The exponential linear unit as a layer: `y = x` above 0, and `α·(eˣ − 1)` below.
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::layers::activation::{backward_by_slopes, forward_with_slopes};
use crate::layers::layer::Layer;
use crate::layers::mode::Mode;
#[cfg(feature = "rand")]
use crate::layers::params::Init;
use crate::layers::params::Params;
use crate::ops::{elu, elu_slope};
use crate::shape::Shape;

/// `y = x` above 0, and `α·(eˣ − 1)` below, for any shape; see [`Array::elu`].
///
/// ```
/// use shapeful::{Layer, Elu, Tensor, dim};
/// assert_eq!(Elu { alpha: 2.0 }.predict(&Tensor::<(dim!(3),)>::from([-1e4, 0.0, 3.0])), [-2.0, 0.0, 3.0]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Elu {
    /// What it levels off at far below 0, with the sign turned.
    pub alpha: f64,
}
/// α = 1.0.
impl Default for Elu {
    fn default() -> Self {
        Elu { alpha: 1.0 }
    }
}

#[diagnostic::do_not_recommend]
impl<E: Float> Params<E> for Elu {}

impl<X: Shape, E: Float> Layer<X, E> for Elu {
    type Y = X;
    /// The slopes.
    type Cache<M: Mode> = M::Of<Tensor<X, E>>;
    fn forward<M: Mode>(&self, x: &Array<X, E>, slopes: &mut Self::Cache<M>, y: &mut Array<X, E>) {
        let alpha = E::of(self.alpha);
        forward_with_slopes::<X, E, M>(x, slopes, y, |x| (elu(x, alpha), elu_slope(x, alpha)));
    }
    fn backward(
        &mut self,
        _: &Array<X, E>,
        slopes: &mut Tensor<X, E>,
        dy: &Array<X, E>,
        dx: Option<&mut Array<X, E>>,
        _: &mut Self,
    ) {
        backward_by_slopes(slopes, dy, dx);
    }
}

#[cfg(feature = "rand")]
impl Init for Elu {
    fn init<R: rand::Rng + ?Sized>(_: &mut R) -> Self {
        Elu::default()
    }
}
