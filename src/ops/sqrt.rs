//! The square root, elementwise: `y = √x`, `dx = dy / 2y`.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::elem::{Element, Float};
use crate::shape::Shape;

impl<S: Shape, E: Element> Array<S, E> {
    /// The square root of every element: not a number below 0.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let x = Tensor::<(dim!(2),)>::from([9.0, 0.0]);
    /// assert_eq!(x.sqrt(), [3.0, 0.0]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn sqrt(&self) -> Tensor<S, E> where E: Float {
        self.map(E::sqrt)
    }
}

/// The gradient of [`Array::sqrt`]. Needs the output, not the input: `1/2y` is the slope, infinite at 0.
///
/// - Shapes: `dy: S`, `y: S` → `dx: S`.
///
/// ```
/// use shapeful::{Tensor, dim, ops::sqrt_backward};
/// let y = Tensor::<(dim!(2),)>::from([2.0, 0.0]);
/// assert_eq!(sqrt_backward(&Tensor::ones(), &y), [0.25, f32::INFINITY]);
/// ```
pub fn sqrt_backward<S: Shape, E: Float>(dy: &Array<S, E>, y: &Array<S, E>) -> Tensor<S, E> {
    dy.zip_map(y, |dy, y| dy / (y + y))
}
