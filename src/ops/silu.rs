//! The sigmoid linear unit (swish), elementwise: `y = x·σ(x)`, `dx = σ(x)·(1 + x·(1 − σ(x)))·dy`.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::elem::{Element, Float};
use crate::kernel::loops::*;
use crate::shape::Shape;

impl<S: Shape, E: Element> Array<S, E> {
    /// `x·σ(x)`: every element times its sigmoid.
    ///
    /// - Shapes: `S` → `S`.
    /// - Errors: NaN in gives NaN out.
    /// - Source: Elfwing et al. 2018, "Sigmoid-weighted linear units"; Ramachandran et al. 2017, "Searching for activation functions".
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let x = Tensor::<(dim!(3),)>::from([-1e4, 0.0, 1e4]);
    /// assert_eq!(x.silu(), [0.0, 0.0, 1e4]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn silu(&self) -> Tensor<S, E> where E: Float {
        let mut y = Tensor::zeros();
        E::Loops::silu(self.as_slice(), y.as_mut_slice());
        y
    }
}

/// The gradient of [`Array::silu`], from its input.
///
/// - Shapes: `dy: S`, `x: S` → `dx: S`.
///
/// Half of what comes in goes through at 0, all of it far above, nothing far below:
/// ```
/// use shapeful::{Tensor, dim, ops::silu_backward};
/// let x = Tensor::<(dim!(3),)>::from([-1e4, 0.0, 1e4]);
/// assert_eq!(silu_backward(&Tensor::full(4.0), &x), [0.0, 2.0, 4.0]);
/// ```
pub fn silu_backward<S: Shape, E: Float>(dy: &Array<S, E>, x: &Array<S, E>) -> Tensor<S, E> {
    let mut dx = Tensor::zeros();
    E::Loops::silu_backward(dy.as_slice(), x.as_slice(), dx.as_mut_slice());
    dx
}
