//! Clamping, elementwise: `y = min(max(x, low), high)`, `dx = dy` where `low ≤ x ≤ high`, else 0.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::shape::Shape;

// The bound is here and not at the method: bytes beside floats would be two errors there, the bytes and the types that differ.
impl<S: Shape, E: Float> Array<S, E> {
    /// Every element brought into `[low, high]`. NaN stays NaN; with `low > high` all else becomes `high`, as in numpy.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let x = Tensor::<(dim!(3),)>::from([-5.0, 0.5, 5.0]);
    /// assert_eq!(x.clamp(0.0, 1.0), [0.0, 0.5, 1.0]);
    /// ```
    pub fn clamp(&self, low: E, high: E) -> Tensor<S, E> {
        self.map(|x| x.greater(low).lesser(high))
    }
}

/// The gradient of [`Array::clamp`], from its input. It passes inside and at both ends, and is NaN where `x` is.
///
/// - Shapes: `dy: S`, `x: S` → `dx: S`.
///
/// ```
/// use shapeful::{Tensor, dim, ops::clamp_backward};
/// let x = Tensor::<(dim!(4),)>::from([-5.0, 0.0, 0.5, 5.0]);
/// assert_eq!(clamp_backward(&Tensor::ones(), &x, 0.0, 1.0), [0.0, 1.0, 1.0, 0.0]);
/// ```
pub fn clamp_backward<S: Shape, E: Float>(dy: &Array<S, E>, x: &Array<S, E>, low: E, high: E) -> Tensor<S, E> {
    dy.zip_map(x, |dy, x| {
        if low <= x && x <= high {
            dy
        } else if x.is_nan() {
            x
        } else {
            E::ZERO
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::{Array, dim};

    #[test]
    fn nan_passes_both_ways() {
        let x = Array::<(dim!(1),)>::from([f32::NAN]);
        assert!(x.clamp(0.0, 1.0)[[0]].is_nan());
        assert!(super::clamp_backward(&Array::ones(), &x, 0.0, 1.0)[[0]].is_nan());
    }
    #[test]
    fn crossed_bounds_give_the_upper_one() {
        let x = Array::<(dim!(3),)>::from([-1.0, 0.5, 2.0]);
        assert_eq!(x.clamp(1.0, 0.0), [0.0; 3]);
        assert_eq!(super::clamp_backward(&Array::ones(), &x, 1.0, 0.0), [0.0; 3]);
    }
}
