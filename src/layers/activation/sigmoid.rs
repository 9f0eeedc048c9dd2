//! The logistic sigmoid as a layer: `y = 1 / (1 + e⁻ˣ)`.
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::layers::activation::by_slopes;
use crate::layers::layer::Layer;
use crate::layers::params::no_parameters;
use crate::shape::Shape;

/// `y = 1 / (1 + e⁻ˣ)`, for any shape; see [`Array::sigmoid`](crate::Array::sigmoid). It has no parameters.
///
/// ```
/// use shapeful::{Layer, Sigmoid, Tensor, dim};
/// assert_eq!(Sigmoid.predict(&Tensor::<(dim!(3),)>::from([-1e4, 0.0, 1e4])), [0.0, 0.5, 1.0]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Sigmoid;
no_parameters! { [] Sigmoid = Sigmoid }

impl<X: Shape, E: Float> Layer<X, E> for Sigmoid {
    by_slopes! { sigmoid sigmoid_and_slope }
}
