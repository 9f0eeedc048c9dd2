//! The Gaussian error linear unit as a layer: `y = x·Φ(x)`.
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::layers::activation::by_slopes;
use crate::layers::layer::Layer;
use crate::layers::params::no_parameters;
use crate::shape::Shape;

/// `y = x·Φ(x)`, exactly and not by tanh, for any shape; see [`Array::gelu`](crate::Array::gelu). It has no parameters.
///
/// ```
/// use shapeful::{Layer, Gelu, Tensor, dim};
/// assert_eq!(Gelu.predict(&Tensor::<(dim!(3),)>::from([-1e4, 0.0, 1e4])), [0.0, 0.0, 1e4]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Gelu;
no_parameters! { [] Gelu = Gelu }

impl<X: Shape, E: Float> Layer<X, E> for Gelu {
    by_slopes! { gelu gelu_and_slope }
}
