//! The logistic sigmoid, elementwise: `y = 1 / (1 + e⁻ˣ)`, `dx = y·(1 − y)·dy`.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::elem::{Element, Float};
use crate::shape::Shape;

impl<S: Shape, E: Element> Array<S, E> {
    /// `1 / (1 + e⁻ˣ)` of every element: the probability whose log-odds are `x`.
    ///
    /// - Exactness: only `e` to a negative power is taken, so nothing overflows, and small probabilities keep all their digits.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let x = Tensor::<(dim!(3),)>::from([-1e4, 0.0, 1e4]);
    /// assert_eq!(x.sigmoid(), [0.0, 0.5, 1.0]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn sigmoid(&self) -> Tensor<S, E> where E: Float {
        self.map(sigmoid)
    }
}

#[inline]
pub(crate) fn sigmoid<E: Float>(x: E) -> E {
    let e = (-x.abs()).exp();
    (if x < E::ZERO { e } else { E::ONE }) / (E::ONE + e)
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
    dy.zip_map(y, |dy, y| y * (E::ONE - y) * dy)
}

#[cfg(test)]
mod tests {
    use super::sigmoid;
    use crate::elem::Float;

    #[test]
    fn the_lower_tail_keeps_its_digits() {
        // Far from 0 the sigmoid is e^x to the last digit.
        assert_eq!(sigmoid(-60.0_f64), Float::exp(-60.0_f64));
        assert_eq!(sigmoid(-80.0_f32), Float::exp(-80.0_f32));
        assert_eq!(sigmoid(1e4_f64), 1.0);
        assert_eq!((sigmoid(-f32::INFINITY), sigmoid(f32::INFINITY)), (0.0, 1.0));
        assert!(sigmoid(f32::NAN).is_nan());
    }
}
