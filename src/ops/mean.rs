//! Means: `y = Σ x / n` along an axis of size n, `dx = dy / n` for every term.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::axis::{HasAxis, ReducesTo, axis_of};
use crate::elem::{Element, Float};
use crate::kernel::reduce;
use crate::numeral::_1;
use crate::shape::Shape;

/// A size, to divide by.
pub(super) fn count<E: Float>(size: usize) -> E {
    E::of(size as f64)
}

impl<S: Shape, E: Element> Array<S, E> {
    /// The mean along an axis, which disappears.
    ///
    /// - Shapes: `(N, D)` → `(D,)` for `x.mean(N)` or `x.mean(Axis::<0>)`, `(N,)` for `x.mean(D)` or `x.mean(Axis::<1>)`.
    /// - Errors: an axis that is not there does not compile; a name that is there twice has to be given by its position;
    ///   the mean of nothing, 0/0, is NaN.
    /// - Exactness: added pairwise, so the rounding error grows with the logarithm of the number of terms.
    ///
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Batch = 2; Pixels = 3; }
    /// let x = Tensor::<(Batch, Pixels)>::from([[1.0, 2.0, 3.0], [5.0, 6.0, 7.0]]);
    /// assert_eq!(x.mean(Batch), [3.0, 4.0, 5.0]);
    /// assert_eq!(x.mean(Pixels), [2.0, 6.0]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn mean<Which, UniquePosition, Out: Shape>(&self, axis: Which) -> Tensor<Out, E> where S: HasAxis<Which, UniquePosition, Removed = Out>, E: Float {
        let (mut out, n) = (self.sum(axis), count(S::DIMS[S::POSITION]));
        out.map_in_place(|sum| sum / n);
        out
    }
    /// The mean along an axis, which is left as `dim!(1)`.
    ///
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Batch = 2; Pixels = 3; }
    /// let x = Tensor::<(Batch, Pixels)>::from([[1.0, 2.0, 3.0], [5.0, 6.0, 7.0]]);
    /// let centred = &x - x.mean_keepdims(Pixels).broadcast();
    /// assert_eq!(centred, [[-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0]]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn mean_keepdims<Which, UniquePosition, Out: Shape>(&self, axis: Which) -> Tensor<Out, E> where S: HasAxis<Which, UniquePosition, With<_1> = Out>, E: Float {
        self.mean(axis).with_shape()
    }
    /// The mean of all elements.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let x = Tensor::<(dim!(2), dim!(2))>::from([[1.0, 2.0], [3.0, 4.0]]);
    /// assert_eq!(x.mean_all(), 2.5);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn mean_all(&self) -> E where E: Float {
        self.sum_all() / count(S::LEN)
    }
}

/// The gradient of [`Array::mean`]: every one of the n terms gets `dy / n`.
///
/// - Shapes: `dy: S without the axis`, or with `dim!(1)` in its place → `dx: S`.
///
/// ```
/// use shapeful::{Tensor, axes, ops::mean_backward};
/// axes! { Batch = 2; Classes = 2; }
/// let dy = Tensor::<(Classes,)>::from([1.0, 3.0]);
/// let dx: Tensor<(Batch, Classes)> = mean_backward(&dy, Batch);
/// assert_eq!(dx, [[0.5, 1.5], [0.5, 1.5]]);
/// ```
pub fn mean_backward<S, Dy: Shape, E: Float, Which, UniquePosition>(dy: &Array<Dy, E>, _axis: Which) -> Tensor<S, E>
where
    S: ReducesTo<Dy, Which, UniquePosition>,
{
    let (mut dx, dy, axis) = (Tensor::zeros(), dy.as_slice(), axis_of::<S, _, _>());
    let n = count(axis.size);
    reduce::each_with_result(dx.as_mut_slice(), axis, |dx, line| *dx = dy[line] / n);
    dx
}

#[cfg(test)]
mod tests {
    use crate::{Array, Axis, dim};

    #[test]
    fn of_nothing() {
        let x = Array::<(dim!(2), dim!(0)), f64>::zeros();
        assert!(x.mean(Axis::<1>).as_slice().iter().all(|y| y.is_nan()) && x.mean_all().is_nan());
        assert!(x.mean(Axis::<0>).as_slice().is_empty());
    }
    #[test]
    fn along_the_middle() {
        let x = Array::<(dim!(2), dim!(3), dim!(2)), f64>::from_fn(|[i, j, k]| (100 * i + 10 * j + k) as f64);
        assert_eq!(x.mean(Axis::<1>), [[10.0, 11.0], [110.0, 111.0]]);
        assert_eq!(x.mean_keepdims(Axis::<1>), [[[10.0, 11.0]], [[110.0, 111.0]]]);
    }
}
