//! The logistic sigmoid, elementwise: `y = 1 / (1 + e⁻ˣ)`, `dx = y·(1 − y)·dy`.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::elem::{Element, Float};
use crate::kernel::loops::*;
use crate::shape::Shape;

impl<S: Shape, E: Element> Array<S, E> {
    /// `1 / (1 + e⁻ˣ)` of every element: the probability whose log-odds are `x`.
    ///
    /// - Exactness: only `e` to a negative power is taken, so nothing overflows, and small probabilities keep their digits:
    ///   they are within 3 units of the last place.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let x = Tensor::<(dim!(3),)>::from([-1e4, 0.0, 1e4]);
    /// assert_eq!(x.sigmoid(), [0.0, 0.5, 1.0]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn sigmoid(&self) -> Tensor<S, E> where E: Float {
        let mut y = Tensor::zeros();
        E::Loops::sigmoid(self.as_slice(), y.as_mut_slice());
        y
    }
}

/// The gradient of [`Array::sigmoid`]. Needs the output, not the input: `y·(1 − y)` is the slope.
///
/// - Shapes: `dy: S`, `y: S` → `dx: S`.
///
/// ```
/// use shapeful::{Tensor, dim, ops::sigmoid_backward};
/// let y = Tensor::<(dim!(3),)>::from([0.0, 0.5, 1.0]);
/// assert_eq!(sigmoid_backward(&Tensor::ones(), &y), [0.0, 0.25, 0.0]);
/// ```
pub fn sigmoid_backward<S: Shape, E: Float>(dy: &Array<S, E>, y: &Array<S, E>) -> Tensor<S, E> {
    let mut dx = Tensor::zeros();
    E::Loops::sigmoid_backward(dy.as_slice(), y.as_slice(), dx.as_mut_slice());
    dx
}
