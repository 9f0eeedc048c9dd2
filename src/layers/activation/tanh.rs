//! The hyperbolic tangent as a layer: `y = tanh x`.
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::layers::activation::by_slopes;
use crate::layers::layer::Layer;
use crate::layers::params::no_parameters;
use crate::shape::Shape;

/// `y = tanh x`, for any shape; see [`Array::tanh`](crate::Array::tanh). It has no parameters.
///
/// ```
/// use shapeful::{Layer, Tanh, Tensor, dim};
/// assert_eq!(Tanh.predict(&Tensor::<(dim!(3),)>::from([-1e4, 0.0, 1e4])), [-1.0, 0.0, 1.0]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Tanh;
no_parameters! { [] Tanh = Tanh }

impl<X: Shape, E: Float> Layer<X, E> for Tanh {
    by_slopes! { tanh tanh_and_slope }
}
