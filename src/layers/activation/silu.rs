//! The sigmoid linear unit, or swish, as a layer: `y = x·σ(x)`.
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::layers::activation::by_slopes;
use crate::layers::layer::Layer;
use crate::layers::params::no_parameters;
use crate::shape::Shape;

/// `y = x·σ(x)`, for any shape; see [`Array::silu`](crate::Array::silu). It has no parameters.
///
/// ```
/// use shapeful::{Layer, Silu, Tensor, dim};
/// assert_eq!(Silu.predict(&Tensor::<(dim!(3),)>::from([-1e4, 0.0, 1e4])), [0.0, 0.0, 1e4]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Silu;
no_parameters! { [] Silu = Silu }

impl<X: Shape, E: Float> Layer<X, E> for Silu {
    by_slopes! { silu silu_and_slope }
}
