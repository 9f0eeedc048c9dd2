//! The sigmoid linear unit (swish), elementwise: `y = x·σ(x)`, `dx = σ(x)·(1 + x·(1 − σ(x)))·dy`.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::elem::{Element, Float};
use crate::ops::sigmoid::sigmoid;
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
        self.map(|x| silu(x).0)
    }
}

/// The value and the slope.
#[inline]
pub(crate) fn silu<E: Float>(x: E) -> (E, E) {
    // Of e⁻ˣ and eˣ the one that cannot overflow; the other side of 0 is `1 − σ`, which so keeps its digits too.
    let (below, above) = (sigmoid(x), sigmoid(-x));
    // Where one of them is 0, x may be infinite.
    let y = if below == E::ZERO { E::ZERO } else { x * below };
    let rise = if above == E::ZERO { E::ZERO } else { y * above };
    (y, below + rise)
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
    dy.zip_map(x, |dy, x| silu(x).1 * dy)
}

#[cfg(test)]
mod tests {
    use super::silu;

    #[test]
    fn extremes() {
        assert_eq!((silu(-f32::INFINITY), silu(f32::INFINITY)), ((0.0, 0.0), (f32::INFINITY, 1.0)));
        assert!(silu(f64::NAN).0.is_nan() && silu(f64::NAN).1.is_nan());
    }
}
