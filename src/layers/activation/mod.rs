//! Activations as layers: number by number, or along an axis. None has weights.
mod along;
mod elu;
mod gelu;
mod leaky_relu;
mod sigmoid;
mod silu;
mod tanh;

pub use along::{LogSoftmax, Softmax};
pub use elu::Elu;
pub use gelu::Gelu;
pub use leaky_relu::LeakyRelu;
pub use sigmoid::Sigmoid;
pub use silu::Silu;
pub use tanh::Tanh;

/// The body of the layer of a smooth function: the loop for its value, and the one for the value and the slope. A training pass keeps the
/// slopes, which need the same exponentials as the values: all that backward has to do is multiply.
macro_rules! by_slopes {
    ($value:ident $value_and_slope:ident $(, $alpha:ident)?) => {
        type Y = X;
        /// The slopes.
        type Cache<M: crate::Mode> = M::Of<crate::Tensor<X, E>>;
        fn forward<M: crate::Mode>(
            &self,
            x: &crate::Array<X, E>,
            slopes: &mut Self::Cache<M>,
            y: &mut crate::Array<X, E>,
        ) {
            let (x, y) = (x.as_slice(), y.as_mut_slice());
            match M::kept(slopes) {
                None => E::Loops::$value(x, y $(, E::of(self.$alpha))?),
                Some(slopes) => E::Loops::$value_and_slope(x, y, slopes.as_mut_slice() $(, E::of(self.$alpha))?),
            }
        }
        fn backward(
            &mut self,
            _: &crate::Array<X, E>,
            slopes: &mut crate::Tensor<X, E>,
            dy: &crate::Array<X, E>,
            dx: Option<&mut crate::Array<X, E>>,
            _: &mut Self,
        ) {
            if let Some(dx) = dx {
                E::Loops::product(dy.as_slice(), slopes.as_slice(), dx.as_mut_slice());
            }
        }
    };
}
use by_slopes;
