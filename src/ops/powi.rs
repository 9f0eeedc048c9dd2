//! Integer powers, elementwise: `y = xⁿ`, `dx = n·xⁿ⁻¹·dy`.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::elem::{Element, Float};
use crate::shape::Shape;

impl<S: Shape, E: Element> Array<S, E> {
    /// `xⁿ` of every element, for a whole `n` of either sign. `x⁰` is 1 for every `x`, as IEEE 754 has it, even for NaN.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let x = Tensor::<(dim!(2),)>::from([2.0, -4.0]);
    /// assert_eq!(x.powi(3), [8.0, -64.0]);
    /// assert_eq!(x.powi(-1), [0.5, -0.25]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn powi(&self, exponent: i32) -> Tensor<S, E> where E: Float {
        self.map(|x| x.powi(exponent))
    }
}

/// The gradient of [`Array::powi`], from its input.
///
/// - Shapes: `dy: S`, `x: S` → `dx: S`.
///
/// ```
/// use shapeful::{Tensor, dim, ops::powi_backward};
/// let x = Tensor::<(dim!(2),)>::from([2.0, -4.0]);
/// assert_eq!(powi_backward(&Tensor::ones(), &x, 2), [4.0, -8.0]);
/// ```
pub fn powi_backward<S: Shape, E: Float>(dy: &Array<S, E>, x: &Array<S, E>, exponent: i32) -> Tensor<S, E> {
    if exponent == 0 {
        // A constant: the formula would be 0 · ∞ at x = 0.
        return Tensor::zeros();
    }
    // One below i32::MIN there is no i32; powers that large are 0, 1 or infinite, and one factor more changes nothing.
    let (n, lower) = (E::of(exponent.into()), exponent.saturating_sub(1));
    dy.zip_map(x, |dy, x| n * x.powi(lower) * dy)
}

#[cfg(test)]
mod tests {
    use super::powi_backward;
    use crate::{Array, dim};

    #[test]
    fn at_zero() {
        let (dy, x) = (Array::<(dim!(1),), f64>::ones(), Array::zeros());
        assert_eq!([0, 1, 2].map(|n| x.powi(n)[[0]]), [1.0, 0.0, 0.0]);
        assert_eq!([0, 1, 2].map(|n| powi_backward(&dy, &x, n)[[0]]), [0.0, 1.0, 0.0]);
        assert_eq!(powi_backward(&dy, &x, -1)[[0]], -f64::INFINITY);
    }
    #[test]
    fn extreme_exponents() {
        let (dy, x) = (Array::<(dim!(1),), f64>::ones(), Array::ones());
        assert_eq!(powi_backward(&dy, &x, i32::MIN)[[0]], f64::from(i32::MIN));
        assert_eq!(powi_backward(&dy, &x, i32::MAX)[[0]], f64::from(i32::MAX));
    }
}
