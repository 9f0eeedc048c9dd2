//! softmax along an axis: `y = eˣ / Σ eˣ`, `dx = y·(dy − Σ dy·y)`.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::axis::{HasAxis, axis_of};
use crate::elem::{Element, Float};
use crate::kernel::loops::*;
use crate::shape::Shape;

impl<S: Shape, E: Element> Array<S, E> {
    /// Along an axis, `eˣ` divided by its sum: the probabilities whose log-odds are the differences of `x`.
    ///
    /// - Shapes: `S` → `S`; for `logits: (N, C)`, every row of `logits.softmax(C)` sums to 1.
    /// - Formula: `eˣ⁻ᵐ / Σ eˣ⁻ᵐ` with the line's maximum m, so that finite numbers cannot overflow.
    /// - Errors: an axis that is not there does not compile; a name that is there twice has to be given by its position;
    ///   a line that holds NaN, or whose maximum is infinite, becomes NaN.
    /// - Source: Goodfellow, Bengio & Courville 2016, *Deep Learning*, §6.2.2.3; CS231n notes, "Softmax classifier".
    ///
    /// Only differences count:
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Batch = 2; Classes = 2; }
    /// let logits = Tensor::<(Batch, Classes)>::from([[1e4, 1e4], [1e4, -1e4]]);
    /// assert_eq!(logits.softmax(Classes), [[0.5, 0.5], [1.0, 0.0]]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn softmax<Which, UniquePosition>(&self, _axis: Which) -> Tensor<S, E> where S: HasAxis<Which, UniquePosition>, E: Float {
        let (mut y, mut lines) = (Tensor::zeros(), Tensor::<S::Removed, E>::zeros());
        E::Loops::softmax(axis_of::<S, _, _>(), self.as_slice(), lines.as_mut_slice(), y.as_mut_slice());
        y
    }
}

/// The gradient of [`Array::softmax`]. Needs the output, not the input: `yᵢ·(1 − yᵢ)` and `−yᵢ·yⱼ` are the slopes.
///
/// - Shapes: `dy: S`, `y: S` → `dx: S`.
///
/// Equal gradients cancel, since no shift of a whole row changes its softmax:
/// ```
/// use shapeful::{Tensor, axes, ops::softmax_backward};
/// axes! { Batch = 2; Classes = 2; }
/// let y = Tensor::<(Batch, Classes)>::full(0.5);
/// let dy = Tensor::<(Batch, Classes)>::from([[3.0, 3.0], [4.0, 0.0]]);
/// assert_eq!(softmax_backward(&dy, &y, Classes), [[0.0, 0.0], [1.0, -1.0]]);
/// ```
pub fn softmax_backward<S, E: Float, Which, UniquePosition>(
    dy: &Array<S, E>,
    y: &Array<S, E>,
    _axis: Which,
) -> Tensor<S, E>
where
    S: HasAxis<Which, UniquePosition>,
{
    let (mut dx, mut lines) = (Tensor::zeros(), Tensor::<S::Removed, E>::zeros());
    let (along, lines) = (axis_of::<S, _, _>(), lines.as_mut_slice());
    E::Loops::softmax_backward(along, dy.as_slice(), y.as_slice(), lines, dx.as_mut_slice());
    dx
}

#[cfg(test)]
mod tests {
    use crate::{Array, Axis, dim};

    #[test]
    fn sums_to_one_along_the_middle() {
        let x = Array::<(dim!(2), dim!(3), dim!(5))>::from_fn(|[i, j, k]| (7 * i + 3 * j * k) as f32 - 9.0);
        let sums = x.softmax(Axis::<1>).sum(Axis::<1>);
        assert!(sums.as_slice().iter().all(|sum| (sum - 1.0).abs() < 1e-6));
    }
    #[test]
    fn nan_and_infinity_spoil_their_line_alone() {
        let x = Array::<(dim!(3), dim!(2))>::from([[f32::NAN, 0.0], [f32::INFINITY, 0.0], [f32::NEG_INFINITY, 0.0]]);
        let y = x.softmax(Axis::<1>);
        assert!(y.as_slice()[..4].iter().all(|y| y.is_nan()));
        assert_eq!(y.as_slice()[4..], [0.0, 1.0]);
    }
    #[test]
    fn lines_of_one_and_of_none() {
        assert_eq!(Array::<(dim!(2), dim!(1)), f64>::full(1e4).softmax(Axis::<1>), [[1.0], [1.0]]);
        assert!(Array::<(dim!(2), dim!(0))>::zeros().softmax(Axis::<1>).as_slice().is_empty());
    }
}
