//! The Gaussian error linear unit, elementwise: `y = x·Φ(x)`, `dx = (Φ(x) + x·φ(x))·dy`, with the normal distribution's Φ and φ.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::elem::{Element, Float};
use crate::kernel::loops::*;
use crate::shape::Shape;

impl<S: Shape, E: Element> Array<S, E> {
    /// `x·Φ(x)`: every element times the probability that a normal variable is smaller.
    ///
    /// - Shapes: `S` → `S`.
    /// - Formula: `x·(1 + erf(x/√2))/2`, the exact one and not the approximation by tanh.
    /// - Exactness: Φ is within 6 units of the last place, far below 0, too, where `1 + erf` would have no digits left.
    /// - Errors: NaN in gives NaN out.
    /// - Source: Hendrycks & Gimpel 2016, "Gaussian error linear units".
    ///
    /// Far from 0 it is ReLU, and `gelu(x) − gelu(−x) = x` everywhere:
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let x = Tensor::<(dim!(3),)>::from([-1e4, 0.0, 1e4]);
    /// assert_eq!(x.gelu(), [0.0, 0.0, 1e4]);
    /// let x = Tensor::<(dim!(2),)>::from([0.5, 1.0]);
    /// assert_eq!(x.gelu() - (-&x).gelu(), x);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn gelu(&self) -> Tensor<S, E> where E: Float {
        let mut y = Tensor::zeros();
        E::Loops::gelu(self.as_slice(), y.as_mut_slice());
        y
    }
}

/// The gradient of [`Array::gelu`], from its input.
///
/// - Shapes: `dy: S`, `x: S` → `dx: S`.
///
/// Half of what comes in goes through at 0, all of it far above, nothing far below:
/// ```
/// use shapeful::{Tensor, dim, ops::gelu_backward};
/// let x = Tensor::<(dim!(3),)>::from([-1e4, 0.0, 1e4]);
/// assert_eq!(gelu_backward(&Tensor::full(4.0), &x), [0.0, 2.0, 4.0]);
/// ```
pub fn gelu_backward<S: Shape, E: Float>(dy: &Array<S, E>, x: &Array<S, E>) -> Tensor<S, E> {
    let mut dx = Tensor::zeros();
    E::Loops::gelu_backward(dy.as_slice(), x.as_slice(), dx.as_mut_slice());
    dx
}
