//! The exponential linear unit as a layer: `y = x` above 0, and `α·(eˣ − 1)` below.
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::layers::activation::by_slopes;
use crate::layers::layer::Layer;
use crate::layers::params::no_parameters;
use crate::shape::Shape;

/// `y = x` above 0, and `α·(eˣ − 1)` below, for any shape; see [`Array::elu`](crate::Array::elu).
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
no_parameters! { [] Elu = Elu::default() }

impl<X: Shape, E: Float> Layer<X, E> for Elu {
    by_slopes! { elu elu_and_slope, alpha }
}
