//! The absolute value, elementwise: `y = |x|`, `dx = sign(x)·dy`.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::elem::{Element, Float};
use crate::shape::Shape;

impl<S: Shape, E: Element> Array<S, E> {
    /// The absolute value of every element.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let x = Tensor::<(dim!(2),)>::from([-2.0, 3.0]);
    /// assert_eq!(x.abs(), [2.0, 3.0]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn abs(&self) -> Tensor<S, E> where E: Float {
        self.map(E::abs)
    }
}

/// The gradient of [`Array::abs`], from its input. At the kink the slope is taken as 0, half-way between −1 and 1.
///
/// - Shapes: `dy: S`, `x: S` → `dx: S`.
///
/// ```
/// use shapeful::{Tensor, dim, ops::abs_backward};
/// let x = Tensor::<(dim!(3),)>::from([-2.0, 0.0, 3.0]);
/// assert_eq!(abs_backward(&Tensor::full(5.0), &x), [-5.0, 0.0, 5.0]);
/// ```
pub fn abs_backward<S: Shape, E: Float>(dy: &Array<S, E>, x: &Array<S, E>) -> Tensor<S, E> {
    dy.zip_map(x, |dy, x| sign(x) * dy)
}

/// −1 or 1; 0 and what is not a number are their own sign.
pub(crate) fn sign<E: Float>(x: E) -> E {
    if x > E::ZERO {
        E::ONE
    } else if x < E::ZERO {
        -E::ONE
    } else {
        x
    }
}

#[cfg(test)]
mod tests {
    use crate::{Array, dim};

    #[test]
    fn nan_passes_both_ways() {
        let x = Array::<(dim!(1),)>::from([f32::NAN]);
        assert!(x.abs()[[0]].is_nan());
        assert!(super::abs_backward(&Array::ones(), &x)[[0]].is_nan());
    }
}
