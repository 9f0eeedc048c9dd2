//! Variances: `y = Σ (x − μ)² / n` along an axis of size n, `dx = 2·(x − μ)·dy / n`.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::axis::{HasAxis, ReducesTo, axis_of};
use crate::elem::{Element, Float};
use crate::kernel::loops::*;
use crate::kernel::reduce::{self, AxisOf};
use crate::numeral::_1;
use crate::ops::mean::count;
use crate::shape::Shape;

impl<S: Shape, E: Element> Array<S, E> {
    /// The variance along an axis, which disappears.
    ///
    /// - Shapes: `(N, D)` → `(D,)` for `x.var(N)` or `x.var(Axis::<0>)`, `(N,)` for `x.var(D)` or `x.var(Axis::<1>)`.
    /// - Formula: `Σ (x − μ)² / n`, the variance of the numbers themselves (numpy's default), not the estimate with n − 1.
    /// - Errors: an axis that is not there does not compile; a name that is there twice has to be given by its position;
    ///   the variance of nothing is NaN.
    /// - Exactness: the mean is taken out first, so that no digits are lost when it is far from 0; sums are pairwise.
    ///
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Batch = 2; Pixels = 3; }
    /// let x = Tensor::<(Batch, Pixels)>::from([[1.0, 5.0, 9.0], [3.0, 5.0, 1.0]]);
    /// assert_eq!(x.var(Batch), [1.0, 0.0, 16.0]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn var<Which, UniquePosition, Out: Shape>(&self, axis: Which) -> Tensor<Out, E> where S: HasAxis<Which, UniquePosition, Removed = Out>, E: Float {
        let (mut out, mean, n) = (Tensor::zeros(), self.mean(axis), count(S::DIMS[S::POSITION]));
        E::Loops::squares_along(axis_of::<S, _, _>(), self.as_slice(), mean.as_slice(), out.as_mut_slice());
        out.map_in_place(|sum| sum / n);
        out
    }
    /// The variance along an axis, which is left as `dim!(1)`.
    ///
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Batch = 2; Pixels = 2; }
    /// let x = Tensor::<(Batch, Pixels)>::from([[1.0, 5.0], [3.0, 9.0]]);
    /// assert_eq!(x.var_keepdims(Pixels), [[4.0], [9.0]]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn var_keepdims<Which, UniquePosition, Out: Shape>(&self, axis: Which) -> Tensor<Out, E> where S: HasAxis<Which, UniquePosition, With<_1> = Out>, E: Float {
        self.var(axis).with_shape()
    }
    /// The variance of all elements.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let x = Tensor::<(dim!(2), dim!(2))>::from([[1.0, 1.0], [5.0, 5.0]]);
    /// assert_eq!(x.var_all(), 4.0);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn var_all(&self) -> E where E: Float {
        let mean = self.mean_all();
        let (all, mut sum) = (AxisOf { outer: 1, size: S::LEN, inner: 1 }, [E::ZERO]);
        E::Loops::squares_along(all, self.as_slice(), &[mean], &mut sum);
        sum[0] / count(S::LEN)
    }
}

/// The gradient of [`Array::var`], from its input. That the mean moves with `x` adds nothing, as `Σ (x − μ)` is 0.
///
/// - Shapes: `dy: S without the axis`, or with `dim!(1)` in its place, `x: S` → `dx: S`.
///
/// ```
/// use shapeful::{Tensor, axes, ops::var_backward};
/// axes! { Batch = 2; Pixels = 2; }
/// let x = Tensor::<(Batch, Pixels)>::from([[1.0, 5.0], [3.0, 5.0]]);
/// assert_eq!(var_backward(&Tensor::<(Pixels,)>::ones(), &x, Batch), [[-1.0, 0.0], [1.0, 0.0]]);
/// ```
pub fn var_backward<S, Dy: Shape, E: Float, Which, UniquePosition>(
    dy: &Array<Dy, E>,
    x: &Array<S, E>,
    axis: Which,
) -> Tensor<S, E>
where
    S: ReducesTo<Dy, Which, UniquePosition>,
{
    let (mut dx, mean, slope) = (x.to_tensor(), x.mean(axis), E::of(2.0) / count(S::DIMS[S::POSITION]));
    let (mean, dy) = (mean.as_slice(), dy.as_slice());
    reduce::each_with_result(dx.as_mut_slice(), axis_of::<S, _, _>(), |dx, line| {
        *dx = slope * (*dx - mean[line]) * dy[line];
    });
    dx
}

#[cfg(test)]
mod tests {
    use super::var_backward;
    use crate::{Array, Axis, dim};

    #[test]
    fn a_mean_far_from_zero_costs_no_digits() {
        // E[x²] − E[x]² would cancel all of it: the squares differ by less than f32 resolves.
        let x = Array::<(dim!(2), dim!(4))>::from([[1e4, 1e4 + 1.0, 1e4 + 2.0, 1e4 + 3.0]; 2]);
        assert_eq!(x.var(Axis::<1>), [1.25, 1.25]);
        assert_eq!(x.var_all(), 1.25);
    }
    #[test]
    fn of_one_and_of_none() {
        let one = Array::<(dim!(2), dim!(1)), f64>::from([[3.0], [4.0]]);
        assert_eq!(one.var(Axis::<1>), [0.0, 0.0]);
        assert_eq!(var_backward(&Array::<(dim!(2),), f64>::ones(), &one, Axis::<1>), [[0.0], [0.0]]);
        let none = Array::<(dim!(2), dim!(0)), f64>::zeros();
        assert!(none.var(Axis::<1>).as_slice().iter().all(|y| y.is_nan()) && none.var_all().is_nan());
        assert!(var_backward(&Array::<(dim!(2),), f64>::ones(), &none, Axis::<1>).as_slice().is_empty());
    }
}
