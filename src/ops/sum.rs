//! Sums: `y = Σ x` along an axis, `dx = dy` for every term.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::axis::{HasAxis, ReducesTo, axis_of};
use crate::elem::{Element, Float};
use crate::kernel::loops::*;
use crate::kernel::reduce;
use crate::numeral::_1;
use crate::shape::Shape;

impl<S: Shape, E: Element> Array<S, E> {
    /// The sum along an axis, which disappears.
    ///
    /// - Shapes: `(N, D)` → `(D,)` for `x.sum(N)` or `x.sum(Axis::<0>)`, `(N,)` for `x.sum(D)` or `x.sum(Axis::<1>)`.
    /// - Errors: an axis that is not there does not compile; a name that is there twice has to be given by its position.
    /// - Exactness: added pairwise, so the rounding error grows with the logarithm of the number of terms.
    ///
    /// The four rows of numpy's table of `axis` and `keepdims`, for the shape (2, 3), as types:
    /// ```
    /// use shapeful::{Axis, Tensor, dim};
    /// let x = Tensor::<(dim!(2), dim!(3))>::from([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    /// let a: Tensor<(dim!(3),)> = x.sum(Axis::<0>);
    /// let b: Tensor<(dim!(2),)> = x.sum(Axis::<1>);
    /// let c: Tensor<(dim!(1), dim!(3))> = x.sum_keepdims(Axis::<0>);
    /// let d: Tensor<(dim!(2), dim!(1))> = x.sum_keepdims(Axis::<1>);
    /// assert_eq!(a, [5.0, 7.0, 9.0]);
    /// assert_eq!(b, [6.0, 15.0]);
    /// assert_eq!(c, [[5.0, 7.0, 9.0]]);
    /// assert_eq!(d, [[6.0], [15.0]]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn sum<Which, UniquePosition, Out: Shape>(&self, _axis: Which) -> Tensor<Out, E> where S: HasAxis<Which, UniquePosition, Removed = Out>, E: Float {
        let mut out = Tensor::zeros();
        E::Loops::sum_along(self.as_slice(), axis_of::<S, _, _>(), out.as_mut_slice());
        out
    }
    /// The sum along an axis, which is left as `dim!(1)`.
    ///
    /// ```
    /// use shapeful::{Tensor, axes, dim};
    /// axes! { Batch = 2; Classes = 2; }
    /// let counts = Tensor::<(Batch, Classes)>::from([[1.0, 3.0], [2.0, 2.0]]);
    /// let totals: Tensor<(Batch, dim!(1))> = counts.sum_keepdims(Classes);
    /// let shares = &counts / totals.broadcast();
    /// assert_eq!(shares, [[0.25, 0.75], [0.5, 0.5]]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn sum_keepdims<Which, UniquePosition, Out: Shape>(&self, axis: Which) -> Tensor<Out, E> where S: HasAxis<Which, UniquePosition, With<_1> = Out>, E: Float {
        self.sum(axis).with_shape()
    }
    /// The sum of all elements.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// assert_eq!(Tensor::<(dim!(20), dim!(30))>::ones().sum_all(), 600.0);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn sum_all(&self) -> E where E: Float {
        E::Loops::sum(self.as_slice())
    }
}

/// The gradient of [`Array::sum`]: every term of a sum gets that sum's `dy`.
///
/// - Shapes: `dy: S without the axis`, or with `dim!(1)` in its place → `dx: S`.
///
/// ```
/// use shapeful::{Tensor, axes, ops::sum_backward};
/// axes! { Batch = 2; Classes = 2; }
/// let dy = Tensor::<(Classes,)>::from([1.0, 2.0]);
/// let dx: Tensor<(Batch, Classes)> = sum_backward(&dy, Batch);
/// assert_eq!(dx, [[1.0, 2.0], [1.0, 2.0]]);
/// ```
pub fn sum_backward<S, Dy: Shape, E: Float, Which, UniquePosition>(dy: &Array<Dy, E>, _axis: Which) -> Tensor<S, E>
where
    S: ReducesTo<Dy, Which, UniquePosition>,
{
    let (mut dx, dy) = (Tensor::zeros(), dy.as_slice());
    reduce::each_with_result(dx.as_mut_slice(), axis_of::<S, _, _>(), |dx, line| *dx = dy[line]);
    dx
}
