//! The leaky rectifier as a layer: `y = x` above 0, and `α·x` below.
use crate::array::Array;
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::layers::layer::Layer;
use crate::layers::mode::Mode;
use crate::layers::params::no_parameters;
use crate::shape::Shape;

/// `y = x` above 0, and `α·x` below, for any shape; see [`Array::leaky_relu`].
///
/// ```
/// use shapeful::{Layer, LeakyRelu, Tensor, dim};
/// assert_eq!(LeakyRelu { alpha: 0.5 }.predict(&Tensor::<(dim!(3),)>::from([-2.0, 0.0, 3.0])), [-1.0, 0.0, 3.0]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct LeakyRelu {
    /// The slope below 0.
    pub alpha: f64,
}
/// α = 0.01.
impl Default for LeakyRelu {
    fn default() -> Self {
        LeakyRelu { alpha: 0.01 }
    }
}
no_parameters! { [] LeakyRelu = LeakyRelu::default() }

impl<X: Shape, E: Float> Layer<X, E> for LeakyRelu {
    type Y = X;
    type Cache<M: Mode> = ();
    fn forward<M: Mode>(&self, x: &Array<X, E>, _: &mut (), y: &mut Array<X, E>) {
        E::Loops::leaky_relu(x.as_slice(), y.as_mut_slice(), E::of(self.alpha));
    }
    fn backward(&mut self, x: &Array<X, E>, _: &mut (), dy: &Array<X, E>, dx: Option<&mut Array<X, E>>, _: &mut Self) {
        if let Some(dx) = dx {
            E::Loops::leaky_relu_backward(dy.as_slice(), x.as_slice(), dx.as_mut_slice(), E::of(self.alpha));
        }
    }
}
