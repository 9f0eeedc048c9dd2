//! The exponential linear unit, elementwise: `y = x` above 0 and `α·(eˣ − 1)` below; `dx = dy` where `x > 0`, else `α·eˣ·dy`.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::elem::{Element, Float};
use crate::kernel::loops::*;
use crate::shape::Shape;

impl<S: Shape, E: Element> Array<S, E> {
    /// `x` where it is above 0, and `α·(eˣ − 1)` elsewhere, which levels off at −α; α is usually 1.
    ///
    /// - Shapes: `S` → `S`.
    /// - Exactness: close to 0 the digits of `eˣ − 1` are kept.
    /// - Errors: NaN in gives NaN out.
    /// - Source: Clevert et al. 2016, "Fast and accurate deep network learning by exponential linear units".
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let x = Tensor::<(dim!(3),)>::from([-1e4, 0.0, 3.0]);
    /// assert_eq!(x.elu(2.0), [-2.0, 0.0, 3.0]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn elu(&self, alpha: E) -> Tensor<S, E> where E: Float {
        let mut y = Tensor::zeros();
        E::Loops::elu(self.as_slice(), y.as_mut_slice(), alpha);
        y
    }
}

/// The gradient of [`Array::elu`], from its input. At 0 itself the slope is α.
///
/// - Shapes: `dy: S`, `x: S` → `dx: S`.
///
/// ```
/// use shapeful::{Tensor, dim, ops::elu_backward};
/// let x = Tensor::<(dim!(3),)>::from([-1e4, 0.0, 3.0]);
/// assert_eq!(elu_backward(&Tensor::full(5.0), &x, 2.0), [0.0, 10.0, 5.0]);
/// ```
pub fn elu_backward<S: Shape, E: Float>(dy: &Array<S, E>, x: &Array<S, E>, alpha: E) -> Tensor<S, E> {
    let mut dx = Tensor::zeros();
    E::Loops::elu_backward(dy.as_slice(), x.as_slice(), dx.as_mut_slice(), alpha);
    dx
}
