//! Activations as layers: number by number, or along an axis. None has weights.
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::layers::mode::Mode;
use crate::shape::Shape;

mod elu;
mod gelu;
mod leaky_relu;
mod log_softmax;
mod sigmoid;
mod silu;
mod softmax;
mod tanh;

pub use elu::Elu;
pub use gelu::Gelu;
pub use leaky_relu::LeakyRelu;
pub use log_softmax::LogSoftmax;
pub use sigmoid::Sigmoid;
pub use silu::Silu;
pub use softmax::Softmax;
pub use tanh::Tanh;

/// The pass forward of a smooth function that gives its value and its slope. A training pass keeps the slopes, which need the same
/// exponentials as the values: all that backward has to do is multiply.
#[inline]
fn forward_with_slopes<X: Shape, E: Float, M: Mode>(
    x: &Array<X, E>,
    slopes: &mut M::Of<Tensor<X, E>>,
    y: &mut Array<X, E>,
    f: impl Fn(E) -> (E, E),
) {
    let Some(slopes) = M::kept(slopes) else {
        return x.map_into(y, |x| f(x).0);
    };
    let results = y.as_mut_slice().iter_mut().zip(slopes.as_mut_slice());
    for ((y, slope), &x) in results.zip(x.as_slice()) {
        (*y, *slope) = f(x);
    }
}
/// `dx = slope·dy`
fn backward_by_slopes<X: Shape, E: Float>(slopes: &Array<X, E>, dy: &Array<X, E>, dx: Option<&mut Array<X, E>>) {
    if let Some(dx) = dx {
        dy.zip_map_into(slopes, dx, E::mul);
    }
}
