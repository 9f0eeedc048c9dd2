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

/// The body of the layer of a smooth function that gives its value and its slope. A training pass keeps the slopes, which need the same
/// exponentials as the values: all that backward has to do is multiply.
macro_rules! by_slopes {
    ($layer:pat => $f:expr) => {
        type Y = X;
        /// The slopes.
        type Cache<M: crate::Mode> = M::Of<crate::Tensor<X, E>>;
        fn forward<M: crate::Mode>(
            &self,
            x: &crate::Array<X, E>,
            slopes: &mut Self::Cache<M>,
            y: &mut crate::Array<X, E>,
        ) {
            let $layer = self;
            let f = $f;
            let Some(slopes) = M::kept(slopes) else {
                return x.map_into(y, |x| f(x).0);
            };
            let results = y.as_mut_slice().iter_mut().zip(slopes.as_mut_slice());
            for ((y, slope), &x) in results.zip(x.as_slice()) {
                (*y, *slope) = f(x);
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
                dy.zip_map_into(slopes, dx, E::mul);
            }
        }
    };
}
use by_slopes;
