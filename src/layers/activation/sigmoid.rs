//! The logistic sigmoid as a layer: `y = 1 / (1 + e⁻ˣ)`.
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::layers::activation::{backward_by_slopes, forward_with_slopes};
use crate::layers::layer::Layer;
use crate::layers::mode::Mode;
#[cfg(feature = "rand")]
use crate::layers::params::Init;
use crate::layers::params::Params;
use crate::ops::sigmoid;
use crate::shape::Shape;

/// `y = 1 / (1 + e⁻ˣ)`, for any shape; see [`Array::sigmoid`]. It has no parameters.
///
/// ```
/// use shapeful::{Layer, Sigmoid, Tensor, dim};
/// assert_eq!(Sigmoid.predict(&Tensor::<(dim!(3),)>::from([-1e4, 0.0, 1e4])), [0.0, 0.5, 1.0]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Sigmoid;

#[diagnostic::do_not_recommend]
impl<E: Float> Params<E> for Sigmoid {}

impl<X: Shape, E: Float> Layer<X, E> for Sigmoid {
    type Y = X;
    /// The slopes.
    type Cache<M: Mode> = M::Of<Tensor<X, E>>;
    fn forward<M: Mode>(&self, x: &Array<X, E>, slopes: &mut Self::Cache<M>, y: &mut Array<X, E>) {
        forward_with_slopes::<X, E, M>(x, slopes, y, |x| {
            let y = sigmoid(x);
            (y, y * (E::ONE - y))
        });
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
impl Init for Sigmoid {
    fn init<R: rand::Rng + ?Sized>(_: &mut R) -> Self {
        Sigmoid
    }
}
