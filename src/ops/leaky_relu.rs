//! The leaky rectifier, elementwise: `y = x` above 0 and `α·x` below; `dx = dy` where `x > 0`, else `α·dy`.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::elem::{Element, Float};
use crate::kernel::loops::*;
use crate::shape::Shape;

impl<S: Shape, E: Element> Array<S, E> {
    /// `x` where it is above 0, and `α·x` elsewhere, so that no unit is dead for good; α is usually 0.01.
    ///
    /// - Shapes: `S` → `S`.
    /// - Errors: NaN in gives NaN out.
    /// - Source: Maas et al. 2013, "Rectifier nonlinearities improve neural network acoustic models".
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let x = Tensor::<(dim!(3),)>::from([-2.0, 0.0, 3.0]);
    /// assert_eq!(x.leaky_relu(0.5), [-1.0, 0.0, 3.0]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn leaky_relu(&self, alpha: E) -> Tensor<S, E> where E: Float {
        let mut y = Tensor::zeros();
        E::Loops::leaky_relu(self.as_slice(), y.as_mut_slice(), alpha);
        y
    }
}

/// The gradient of [`Array::leaky_relu`], from its input. At 0 itself the slope is α.
///
/// - Shapes: `dy: S`, `x: S` → `dx: S`.
/// - Errors: where `x` is NaN, `dx` is.
///
/// ```
/// use shapeful::{Tensor, dim, ops::leaky_relu_backward};
/// let x = Tensor::<(dim!(3),)>::from([-2.0, 0.0, 3.0]);
/// assert_eq!(leaky_relu_backward(&Tensor::full(4.0), &x, 0.5), [2.0, 2.0, 4.0]);
/// ```
pub fn leaky_relu_backward<S: Shape, E: Float>(dy: &Array<S, E>, x: &Array<S, E>, alpha: E) -> Tensor<S, E> {
    let mut dx = Tensor::zeros();
    E::Loops::leaky_relu_backward(dy.as_slice(), x.as_slice(), dx.as_mut_slice(), alpha);
    dx
}

#[cfg(test)]
mod tests {
    use crate::{Array, dim};

    #[test]
    fn nan_and_infinity() {
        let x = Array::<(dim!(3),)>::from([f32::NAN, f32::INFINITY, f32::NEG_INFINITY]);
        let (y, dx) = (x.leaky_relu(0.25), super::leaky_relu_backward(&Array::ones(), &x, 0.25));
        assert!(y[[0]].is_nan() && dx[[0]].is_nan());
        assert_eq!(y.as_slice()[1..], [f32::INFINITY, f32::NEG_INFINITY]);
        assert_eq!(dx.as_slice()[1..], [1.0, 0.25]);
    }
}
