//! ReLU as a layer: `y = max(0, x)`.
use crate::array::Array;
use crate::elem::Float;
use crate::layers::chain::Joined;
use crate::layers::layer::Layer;
use crate::layers::mode::Mode;
use crate::layers::params::no_parameters;
use crate::ops::relu_backward_into;
use crate::shape::Shape;

/// `y = max(0, x)`, for any shape. It has no parameters.
///
/// ```
/// use shapeful::{Layer, Relu, Tensor, dim};
/// assert_eq!(Relu.predict(&Tensor::<(dim!(3),)>::from([-1.0, 0.0, 2.0])), [0.0, 0.0, 2.0]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Relu;
no_parameters! { [] Relu = Relu }

impl<X: Shape, E: Float> Layer<X, E> for Relu {
    type Y = X;
    type Cache<M: Mode> = ();
    const JOINED: Option<Joined<X, X, E>> = Some(Joined::RELU);
    fn forward<M: Mode>(&self, x: &Array<X, E>, _: &mut (), y: &mut Array<X, E>) {
        x.relu_into(y);
    }
    fn backward(&mut self, x: &Array<X, E>, _: &mut (), dy: &Array<X, E>, dx: Option<&mut Array<X, E>>, _: &mut Self) {
        if let Some(dx) = dx {
            relu_backward_into(dy, x, dx);
        }
    }
}
