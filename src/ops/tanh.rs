//! tanh, elementwise: `y = tanh x`, `dx = (1 − y²)·dy`.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::elem::{Element, Float};
use crate::kernel::loops::*;
use crate::shape::Shape;

impl<S: Shape, E: Element> Array<S, E> {
    /// The hyperbolic tangent of every element.
    ///
    /// - Exactness: within 3 units of the last place, close to 0, too.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let x = Tensor::<(dim!(3),)>::from([-1e4, 0.0, 1e4]);
    /// assert_eq!(x.tanh(), [-1.0, 0.0, 1.0]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn tanh(&self) -> Tensor<S, E> where E: Float {
        let mut y = Tensor::zeros();
        E::Loops::tanh(self.as_slice(), y.as_mut_slice());
        y
    }
}

/// The gradient of [`Array::tanh`]. Needs the output, not the input: `1 − y²` is the slope.
///
/// - Shapes: `dy: S`, `y: S` → `dx: S`.
///
/// ```
/// use shapeful::{Tensor, dim, ops::tanh_backward};
/// let y = Tensor::<(dim!(3),)>::from([0.0, 0.5, 1.0]);
/// assert_eq!(tanh_backward(&Tensor::ones(), &y), [1.0, 0.75, 0.0]);
/// ```
pub fn tanh_backward<S: Shape, E: Float>(dy: &Array<S, E>, y: &Array<S, E>) -> Tensor<S, E> {
    let mut dx = Tensor::zeros();
    E::Loops::tanh_backward(dy.as_slice(), y.as_slice(), dx.as_mut_slice());
    dx
}
