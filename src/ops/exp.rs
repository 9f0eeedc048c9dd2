//! exp, elementwise: `y = eˣ`, `dx = y·dy`.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::elem::{Element, Float};
use crate::kernel::loops::*;
use crate::shape::Shape;

impl<S: Shape, E: Element> Array<S, E> {
    /// `eˣ` of every element.
    ///
    /// - Exactness: within 1.1 units of the last place, subnormal results included; 1 of 0.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let x = Tensor::<(dim!(2),)>::from([0.0, f32::NEG_INFINITY]);
    /// assert_eq!(x.exp(), [1.0, 0.0]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn exp(&self) -> Tensor<S, E> where E: Float {
        let mut y = Tensor::zeros();
        E::Loops::exp(self.as_slice(), y.as_mut_slice());
        y
    }
}

/// The gradient of [`Array::exp`]. Needs the output, not the input: `eˣ` is its own slope.
///
/// - Shapes: `dy: S`, `y: S` → `dx: S`.
///
/// ```
/// use shapeful::{Tensor, dim, ops::exp_backward};
/// let y = Tensor::<(dim!(2),)>::from([1.0, 7.0]);
/// assert_eq!(exp_backward(&Tensor::full(2.0), &y), [2.0, 14.0]);
/// ```
pub fn exp_backward<S: Shape, E: Float>(dy: &Array<S, E>, y: &Array<S, E>) -> Tensor<S, E> {
    let mut dx = Tensor::zeros();
    E::Loops::product(dy.as_slice(), y.as_slice(), dx.as_mut_slice());
    dx
}
