//! The logarithm of softmax along an axis: `y = x − ln Σ eˣ`, `dx = dy − eʸ·Σ dy`.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::axis::{HasAxis, axis_of};
use crate::elem::{Element, Float};
use crate::kernel::loops::*;
use crate::shape::Shape;

impl<S: Shape, E: Element> Array<S, E> {
    /// The logarithm of [`softmax`](Array::softmax), which a small probability leaves finite.
    ///
    /// - Shapes: `S` → `S`; for `logits: (N, C)`, the log-probabilities of every row are `logits.log_softmax(C)`.
    /// - Formula: `(x − m) − ln Σ eˣ⁻ᵐ` with the line's maximum m, so that finite numbers cannot overflow.
    /// - Errors: an axis that is not there does not compile; a name that is there twice has to be given by its position;
    ///   a line that holds NaN, or whose maximum is infinite, becomes NaN.
    /// - Source: Goodfellow, Bengio & Courville 2016, *Deep Learning*, §6.2.2.3.
    ///
    /// The logarithm of the softmax would be −∞ at the second place:
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Batch = 1; Classes = 2; }
    /// let logits = Tensor::<(Batch, Classes)>::from([[1e4, -1e4]]);
    /// assert_eq!(logits.log_softmax(Classes), [[0.0, -2e4]]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn log_softmax<Which, UniquePosition>(&self, _axis: Which) -> Tensor<S, E> where S: HasAxis<Which, UniquePosition>, E: Float {
        let (mut y, mut lines) = (Tensor::zeros(), Tensor::<S::Removed, E>::zeros());
        E::Loops::log_softmax(axis_of::<S, _, _>(), self.as_slice(), lines.as_mut_slice(), y.as_mut_slice());
        y
    }
}

/// The gradient of [`Array::log_softmax`]. Needs the output, not the input: `eʸ` are the probabilities.
///
/// - Shapes: `dy: S`, `y: S` → `dx: S`.
///
/// The gradient of a cross-entropy is the probabilities less the truth:
/// ```
/// use shapeful::{Tensor, axes, ops::log_softmax_backward};
/// axes! { Batch = 1; Classes = 2; }
/// let y = Tensor::<(Batch, Classes)>::full(0.5_f32.ln());
/// let dy = Tensor::<(Batch, Classes)>::from([[-1.0, 0.0]]);
/// assert_eq!(log_softmax_backward(&dy, &y, Classes), [[-0.5, 0.5]]);
/// ```
pub fn log_softmax_backward<S, E: Float, Which, UniquePosition>(
    dy: &Array<S, E>,
    y: &Array<S, E>,
    _axis: Which,
) -> Tensor<S, E>
where
    S: HasAxis<Which, UniquePosition>,
{
    let (mut dx, mut lines) = (Tensor::zeros(), Tensor::<S::Removed, E>::zeros());
    let (along, lines) = (axis_of::<S, _, _>(), lines.as_mut_slice());
    E::Loops::log_softmax_backward(along, dy.as_slice(), y.as_slice(), lines, dx.as_mut_slice());
    dx
}

#[cfg(test)]
mod tests {
    use crate::{Array, Axis, dim};

    #[test]
    fn nan_and_infinity_spoil_their_line_alone() {
        let x = Array::<(dim!(3), dim!(2))>::from([[f32::NAN, 0.0], [f32::INFINITY, 0.0], [f32::NEG_INFINITY, 0.0]]);
        let y = x.log_softmax(Axis::<1>);
        assert!(y.as_slice()[..4].iter().all(|y| y.is_nan()));
        assert_eq!(y.as_slice()[4..], [f32::NEG_INFINITY, 0.0]);
    }
    #[test]
    fn lines_of_one_and_of_none() {
        assert_eq!(Array::<(dim!(2), dim!(1)), f64>::full(1e4).log_softmax(Axis::<1>), [[0.0], [0.0]]);
        assert!(Array::<(dim!(2), dim!(0))>::zeros().log_softmax(Axis::<1>).as_slice().is_empty());
    }
}
