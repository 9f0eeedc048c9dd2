//! The logarithm of a sum of exponentials: `y = ln Σ eˣ` along an axis, `dx = softmax(x)·dy`.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::axis::{HasAxis, ReducesTo, axis_of};
use crate::elem::{Element, Float};
use crate::kernel::loops::*;
use crate::kernel::reduce::{self, AxisOf};
use crate::numeral::_1;
use crate::shape::Shape;

/// What is taken out of a line before `exp`: its maximum, unless that is infinite or NaN, which then passes through by itself.
fn shift<E: Float>(maximum: E) -> E {
    if maximum.abs() < E::INFINITY { maximum } else { E::ZERO }
}

impl<S: Shape, E: Element> Array<S, E> {
    /// `ln Σ eˣ` along an axis, which disappears: a smooth maximum, and the normaliser of softmax.
    ///
    /// - Shapes: `(N, C)` → `(N,)` for `logits.logsumexp(C)`.
    /// - Formula: `m + ln Σ eˣ⁻ᵐ` with the line's maximum m, so that nothing overflows.
    /// - Errors: an axis that is not there does not compile; a name that is there twice has to be given by its position;
    ///   NaN in gives NaN out. Of nothing, or of −∞ alone, it is −∞; with ∞ it is ∞.
    ///
    /// The sum of two equal terms is twice either:
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Batch = 1; Classes = 2; }
    /// let logits = Tensor::<(Batch, Classes)>::from([[1e4, 1e4]]);
    /// assert_eq!(logits.logsumexp(Classes), [1e4 + 2.0_f32.ln()]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn logsumexp<Which, UniquePosition, Out: Shape>(&self, axis: Which) -> Tensor<Out, E> where S: HasAxis<Which, UniquePosition, Removed = Out>, E: Float {
        let (mut out, mut shifts) = (Tensor::zeros(), self.max(axis));
        shifts.map_in_place(shift);
        E::Loops::sum_exp(axis_of::<S, _, _>(), self.as_slice(), shifts.as_slice(), out.as_mut_slice());
        out.zip_map_in_place(&shifts, |sum, m| m + sum.ln());
        out
    }
    /// `ln Σ eˣ` along an axis, which is left as `dim!(1)`.
    ///
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Batch = 1; Classes = 2; }
    /// let logits = Tensor::<(Batch, Classes)>::zeros();
    /// let log_probabilities = &logits - logits.logsumexp_keepdims(Classes).broadcast();
    /// assert_eq!(log_probabilities, [[-2.0_f32.ln(), -2.0_f32.ln()]]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn logsumexp_keepdims<Which, UniquePosition, Out: Shape>(&self, axis: Which) -> Tensor<Out, E> where S: HasAxis<Which, UniquePosition, With<_1> = Out>, E: Float {
        self.logsumexp(axis).with_shape()
    }
    /// `ln Σ eˣ` of all elements.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// assert_eq!(Tensor::<(dim!(2), dim!(2))>::zeros().logsumexp_all(), 4.0_f32.ln());
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn logsumexp_all(&self) -> E where E: Float {
        let m = shift(self.max_all());
        let (all, mut sum) = (AxisOf { outer: 1, size: S::LEN, inner: 1 }, [E::ZERO]);
        E::Loops::sum_exp(all, self.as_slice(), &[m], &mut sum);
        m + sum[0].ln()
    }
}

/// The gradient of [`Array::logsumexp`], from its input: the softmax of each line, times that line's `dy`.
///
/// - Shapes: `dy: S without the axis`, or with `dim!(1)` in its place, `x: S` → `dx: S`.
/// - Errors: a line whose maximum is infinite has no softmax, and gets NaN.
///
/// ```
/// use shapeful::{Tensor, axes, ops::logsumexp_backward};
/// axes! { Batch = 1; Classes = 2; }
/// let x = Tensor::<(Batch, Classes)>::from([[5.0, 5.0]]);
/// assert_eq!(logsumexp_backward(&Tensor::<(Batch,)>::ones(), &x, Classes), [[0.5, 0.5]]);
/// ```
pub fn logsumexp_backward<S, Dy: Shape, E: Float, Which, UniquePosition>(
    dy: &Array<Dy, E>,
    x: &Array<S, E>,
    axis: Which,
) -> Tensor<S, E>
where
    S: ReducesTo<Dy, Which, UniquePosition>,
{
    let (mut dx, dy) = (x.softmax(axis), dy.as_slice());
    reduce::each_with_result(dx.as_mut_slice(), axis_of::<S, _, _>(), |dx, line| *dx *= dy[line]);
    dx
}

#[cfg(test)]
mod tests {
    use crate::{Array, Axis, dim};
    const INF: f32 = f32::INFINITY;

    #[test]
    fn extremes() {
        let x = Array::<(dim!(6), dim!(2))>::from([
            [-1e4, -1e4],
            [1e4, -1e4],
            [-INF, -INF],
            [INF, -INF],
            [INF, 3.0],
            [-INF, 3.0],
        ]);
        let ln_2 = crate::Float::ln(2.0_f32);
        assert_eq!(x.logsumexp(Axis::<1>), [ln_2 - 1e4, 1e4, -INF, INF, INF, 3.0]);
        assert_eq!(x.logsumexp_all(), INF);
        assert_eq!(x.t().to_tensor().logsumexp(Axis::<0>), x.logsumexp(Axis::<1>));
    }
    #[test]
    fn nan_passes() {
        for other in [0.0, INF, -INF] {
            let x = Array::<(dim!(2),)>::from([f32::NAN, other]);
            assert!(x.logsumexp(Axis::<0>).item().is_nan() && x.logsumexp_all().is_nan());
        }
    }
    #[test]
    fn of_nothing() {
        let x = Array::<(dim!(2), dim!(0))>::zeros();
        assert_eq!(x.logsumexp(Axis::<1>), [-INF, -INF]);
        assert!(super::logsumexp_backward(&Array::<(dim!(2),)>::ones(), &x, Axis::<1>).as_slice().is_empty());
    }
}
