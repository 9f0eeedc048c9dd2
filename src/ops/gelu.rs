//! The Gaussian error linear unit, elementwise: `y = x·Φ(x)`, `dx = (Φ(x) + x·φ(x))·dy`, with the normal distribution's Φ and φ.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::elem::{Element, Float};
use crate::shape::Shape;
use core::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI};

impl<S: Shape, E: Element> Array<S, E> {
    /// `x·Φ(x)`: every element times the probability that a normal variable is smaller.
    ///
    /// - Shapes: `S` → `S`.
    /// - Formula: `x·(1 + erf(x/√2))/2`, the exact one and not the approximation by tanh.
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
        self.map(|x| gelu(x).0)
    }
}

/// The value and the slope.
#[inline]
pub(crate) fn gelu<E: Float>(x: E) -> (E, E) {
    // With erfc the small probabilities keep all their digits; `1 + erf` would have none below −6.
    let below = E::of(0.5) * (-x * E::of(FRAC_1_SQRT_2)).erfc();
    // Where no probability is left, x may be −∞.
    if below == E::ZERO {
        return (E::ZERO, E::ZERO);
    }
    let density = (x * x * E::of(-0.5)).exp() * E::of(FRAC_1_SQRT_2 * FRAC_1_SQRT_PI);
    // Where no density is left, x may be ∞.
    let rise = if density == E::ZERO { E::ZERO } else { x * density };
    (x * below, below + rise)
}
const FRAC_1_SQRT_PI: f64 = FRAC_2_SQRT_PI / 2.0;

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
    dy.zip_map(x, |dy, x| gelu(x).1 * dy)
}

#[cfg(test)]
mod tests {
    use super::gelu;

    #[test]
    fn extremes() {
        assert_eq!((gelu(-f32::INFINITY), gelu(f32::INFINITY)), ((0.0, 0.0), (f32::INFINITY, 1.0)));
        assert!(gelu(f64::NAN).0.is_nan() && gelu(f64::NAN).1.is_nan());
        // −10·Φ(−10), which `1 + erf` would make 0.
        assert!((gelu(-10.0_f64).0 / -7.619_853_024_160_525e-23 - 1.0).abs() < 1e-14);
    }
}
