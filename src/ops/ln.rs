//! ln, elementwise: `y = ln x`, `dx = dy / x`.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::elem::{Element, Float};
use crate::shape::Shape;

impl<S: Shape, E: Element> Array<S, E> {
    /// The natural logarithm of every element: −∞ of 0, not a number below.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let x = Tensor::<(dim!(2),)>::from([1.0, 0.0]);
    /// assert_eq!(x.ln(), [0.0, f32::NEG_INFINITY]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn ln(&self) -> Tensor<S, E> where E: Float {
        self.map(E::ln)
    }
}

/// The gradient of [`Array::ln`], from its input.
///
/// - Shapes: `dy: S`, `x: S` → `dx: S`.
///
/// ```
/// use shapeful::{Tensor, dim, ops::ln_backward};
/// let x = Tensor::<(dim!(2),)>::from([1.0, 4.0]);
/// assert_eq!(ln_backward(&Tensor::ones(), &x), [1.0, 0.25]);
/// ```
pub fn ln_backward<S: Shape, E: Float>(dy: &Array<S, E>, x: &Array<S, E>) -> Tensor<S, E> {
    dy.zip_map(x, |dy, x| dy / x)
}
