//! Greatest and least along an axis: `y = max x`, `dx = dy` at the first place that attains it, else 0.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::axis::{HasAxis, ReducesTo, axis_of};
use crate::elem::{Element, Float};
use crate::kernel::loops::*;
use crate::kernel::reduce;
use crate::numeral::_1;
use crate::shape::Shape;

impl<S: Shape, E: Element> Array<S, E> {
    /// The greatest along an axis, which disappears.
    ///
    /// - Shapes: `(N, D)` → `(D,)` for `x.max(N)` or `x.max(Axis::<0>)`, `(N,)` for `x.max(D)` or `x.max(Axis::<1>)`.
    /// - Errors: an axis that is not there does not compile; a name that is there twice has to be given by its position;
    ///   NaN in gives NaN out, and the greatest of nothing is −∞.
    ///
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Batch = 2; Classes = 3; }
    /// let scores = Tensor::<(Batch, Classes)>::from([[1.0, 7.0, 3.0], [6.0, 5.0, 4.0]]);
    /// assert_eq!(scores.max(Batch), [6.0, 7.0, 4.0]);
    /// assert_eq!(scores.max(Classes), [7.0, 6.0]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn max<Which, UniquePosition, Out: Shape>(&self, _axis: Which) -> Tensor<Out, E> where S: HasAxis<Which, UniquePosition, Removed = Out>, E: Float {
        let mut out = Tensor::zeros();
        E::Loops::greatest_along(self.as_slice(), axis_of::<S, _, _>(), out.as_mut_slice());
        out
    }
    /// The greatest along an axis, which is left as `dim!(1)`.
    ///
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Batch = 2; Classes = 3; }
    /// let scores = Tensor::<(Batch, Classes)>::from([[1.0, 7.0, 3.0], [6.0, 5.0, 4.0]]);
    /// let shifted = &scores - scores.max_keepdims(Classes).broadcast();
    /// assert_eq!(shifted, [[-6.0, 0.0, -4.0], [0.0, -1.0, -2.0]]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn max_keepdims<Which, UniquePosition, Out: Shape>(&self, axis: Which) -> Tensor<Out, E> where S: HasAxis<Which, UniquePosition, With<_1> = Out>, E: Float {
        self.max(axis).with_shape()
    }
    /// The greatest of all elements; −∞ if there are none.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// assert_eq!(Tensor::<(dim!(2), dim!(2))>::from([[1.0, 4.0], [3.0, 2.0]]).max_all(), 4.0);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn max_all(&self) -> E where E: Float {
        E::Loops::greatest(self.as_slice())
    }
    /// The least along an axis, which disappears.
    ///
    /// - Shapes: `(N, D)` → `(D,)` for `x.min(N)` or `x.min(Axis::<0>)`, `(N,)` for `x.min(D)` or `x.min(Axis::<1>)`.
    /// - Errors: an axis that is not there does not compile; a name that is there twice has to be given by its position;
    ///   NaN in gives NaN out, and the least of nothing is ∞.
    ///
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Batch = 2; Classes = 3; }
    /// let scores = Tensor::<(Batch, Classes)>::from([[1.0, 7.0, 3.0], [6.0, 5.0, 4.0]]);
    /// assert_eq!(scores.min(Batch), [1.0, 5.0, 3.0]);
    /// assert_eq!(scores.min(Classes), [1.0, 4.0]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn min<Which, UniquePosition, Out: Shape>(&self, _axis: Which) -> Tensor<Out, E> where S: HasAxis<Which, UniquePosition, Removed = Out>, E: Float {
        let mut out = Tensor::zeros();
        E::Loops::least_along(self.as_slice(), axis_of::<S, _, _>(), out.as_mut_slice());
        out
    }
    /// The least along an axis, which is left as `dim!(1)`.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let x = Tensor::<(dim!(2), dim!(2))>::from([[1.0, 4.0], [3.0, 2.0]]);
    /// assert_eq!(x.min_keepdims(shapeful::Axis::<1>), [[1.0], [2.0]]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn min_keepdims<Which, UniquePosition, Out: Shape>(&self, axis: Which) -> Tensor<Out, E> where S: HasAxis<Which, UniquePosition, With<_1> = Out>, E: Float {
        self.min(axis).with_shape()
    }
    /// The least of all elements; ∞ if there are none.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// assert_eq!(Tensor::<(dim!(2), dim!(2))>::from([[3.0, 4.0], [1.0, 2.0]]).min_all(), 1.0);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn min_all(&self) -> E where E: Float {
        E::Loops::least(self.as_slice())
    }
}

/// The gradient of [`Array::max`], from its input: all of `dy` to the first of the greatest, which [`Array::argmax`] names.
///
/// - Shapes: `dy: S without the axis`, or with `dim!(1)` in its place, `x: S` → `dx: S`.
///
/// ```
/// use shapeful::{Tensor, axes, ops::max_backward};
/// axes! { Batch = 2; Classes = 3; }
/// let x = Tensor::<(Batch, Classes)>::from([[1.0, 7.0, 7.0], [6.0, 5.0, 4.0]]);
/// let dy = Tensor::<(Batch,)>::from([10.0, 20.0]);
/// assert_eq!(max_backward(&dy, &x, Classes), [[0.0, 10.0, 0.0], [20.0, 0.0, 0.0]]);
/// ```
pub fn max_backward<S, Dy: Shape, E: Float, Which, UniquePosition>(
    dy: &Array<Dy, E>,
    x: &Array<S, E>,
    axis: Which,
) -> Tensor<S, E>
where
    S: ReducesTo<Dy, Which, UniquePosition>,
{
    to_places(dy, x, &x.argmax(axis))
}

/// The gradient of [`Array::min`], from its input: all of `dy` to the first of the least, which [`Array::argmin`] names.
///
/// - Shapes: `dy: S without the axis`, or with `dim!(1)` in its place, `x: S` → `dx: S`.
///
/// ```
/// use shapeful::{Tensor, axes, ops::min_backward};
/// axes! { Batch = 2; Classes = 3; }
/// let x = Tensor::<(Batch, Classes)>::from([[1.0, 7.0, 1.0], [6.0, 5.0, 4.0]]);
/// let dy = Tensor::<(Batch,)>::from([10.0, 20.0]);
/// assert_eq!(min_backward(&dy, &x, Classes), [[10.0, 0.0, 0.0], [0.0, 0.0, 20.0]]);
/// ```
pub fn min_backward<S, Dy: Shape, E: Float, Which, UniquePosition>(
    dy: &Array<Dy, E>,
    x: &Array<S, E>,
    axis: Which,
) -> Tensor<S, E>
where
    S: ReducesTo<Dy, Which, UniquePosition>,
{
    to_places(dy, x, &x.argmin(axis))
}

/// `dy` at the chosen place of each line, or NaN where NaN was chosen, else 0.
fn to_places<S, Dy: Shape, E: Float, Which, UniquePosition>(
    dy: &Array<Dy, E>,
    x: &Array<S, E>,
    places: &Array<S::Removed, usize>,
) -> Tensor<S, E>
where
    S: HasAxis<Which, UniquePosition>,
{
    let mut dx = Tensor::zeros();
    let (slots, dy, x) = (dx.as_mut_slice(), dy.as_slice(), x.as_slice());
    reduce::at_places(axis_of::<S, _, _>(), places.as_slice(), |at, line| {
        slots[at] = if x[at].is_nan() { x[at] } else { dy[line] };
    });
    dx
}

#[cfg(test)]
mod tests {
    use super::{max_backward, min_backward};
    use crate::{Array, Axis, dim};

    #[test]
    fn along_the_middle() {
        let x = Array::<(dim!(2), dim!(3), dim!(2)), f64>::from([
            [[1.0, 9.0], [3.0, 8.0], [2.0, 7.0]],
            [[0.0, 0.0], [0.0, 1.0], [-5.0, -1.0]],
        ]);
        assert_eq!(x.max(Axis::<1>), [[3.0, 9.0], [0.0, 1.0]]);
        assert_eq!(x.min_keepdims(Axis::<1>), [[[1.0, 7.0]], [[-5.0, -1.0]]]);
        let dy = Array::<(dim!(2), dim!(2)), f64>::from([[1.0, 2.0], [3.0, 4.0]]);
        let dx = max_backward(&dy, &x, Axis::<1>);
        assert_eq!(dx, [[[0.0, 2.0], [1.0, 0.0], [0.0, 0.0]], [[3.0, 0.0], [0.0, 4.0], [0.0, 0.0]]]);
        let dx = min_backward(&dy, &x, Axis::<1>);
        assert_eq!(dx, [[[1.0, 0.0], [0.0, 0.0], [0.0, 2.0]], [[0.0, 0.0], [0.0, 0.0], [3.0, 4.0]]]);
    }
    #[test]
    fn nan_passes_from_every_place() {
        for place in 0..20 {
            let mut x = Array::<(dim!(20),)>::from_fn(|[i]| i as f32);
            x[[place]] = f32::NAN;
            assert!(x.max_all().is_nan() && x.min_all().is_nan());
            assert!(x.max(Axis::<0>).item().is_nan());
            assert!(max_backward(&Array::<()>::ones(), &x, Axis::<0>)[[place]].is_nan());
        }
    }
    #[test]
    fn of_one_and_of_none() {
        let one = Array::<(dim!(2), dim!(1))>::from([[f32::NEG_INFINITY], [5.0]]);
        assert_eq!(one.max(Axis::<1>), [f32::NEG_INFINITY, 5.0]);
        let none = Array::<(dim!(2), dim!(0), dim!(2))>::zeros();
        assert_eq!(none.max(Axis::<1>), [[f32::NEG_INFINITY; 2]; 2]);
        assert_eq!(none.min(Axis::<1>), [[f32::INFINITY; 2]; 2]);
        assert!(none.max(Axis::<2>).as_slice().is_empty());
        assert!(max_backward(&Array::<(dim!(2), dim!(2))>::ones(), &none, Axis::<1>).as_slice().is_empty());
        assert!(min_backward(&Array::<(dim!(2), dim!(0))>::zeros(), &none, Axis::<2>).as_slice().is_empty());
    }
}
