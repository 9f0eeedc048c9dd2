//! Where the greatest and the least lie along an axis. Positions do not change smoothly, so there is no gradient.
#![cfg(feature = "alloc")]
use crate::access::position;
use crate::array::{Array, Tensor};
use crate::axis::{HasAxis, axis_of};
use crate::elem::{Element, Float};
use crate::kernel::reduce;
use crate::numeral::_1;
use crate::shape::Shape;

/// The position of the `nth` element.
fn nth<S: Shape>(nth: usize) -> S::Index {
    let mut index = S::ORIGIN;
    position(nth, S::DIMS.iter().copied(), index.as_mut());
    index
}

impl<S: Shape, E: Element> Array<S, E> {
    /// The place of the greatest along an axis, which disappears.
    ///
    /// - Shapes: `(N, C)` → `(N,)` for `scores.argmax(C)`: the class that each example is taken for.
    /// - Errors: an axis that is not there does not compile; a name that is there twice has to be given by its position.
    /// - Ties: the first of equals; NaN counts as the greatest. An axis of size 0 has no places, and 0 stands in.
    ///
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Batch = 2; Classes = 3; }
    /// let scores = Tensor::<(Batch, Classes)>::from([[1.0, 7.0, 7.0], [6.0, 5.0, 4.0]]);
    /// assert_eq!(scores.argmax(Classes), [1, 0]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn argmax<Which, UniquePosition, Out: Shape>(&self, axis: Which) -> Tensor<Out, usize> where S: HasAxis<Which, UniquePosition, Removed = Out>, E: Float {
        let mut out = Tensor::zeros();
        reduce::first_axis(self.as_slice(), axis_of::<S, _, _>(), self.max(axis).as_slice(), out.as_mut_slice());
        out
    }
    /// The place of the greatest along an axis, which is left as `dim!(1)`.
    ///
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Batch = 2; Classes = 3; }
    /// let scores = Tensor::<(Batch, Classes)>::from([[1.0, 7.0, 7.0], [6.0, 5.0, 4.0]]);
    /// assert_eq!(scores.argmax_keepdims(Classes), [[1], [0]]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn argmax_keepdims<Which, UniquePosition, Out: Shape>(&self, axis: Which) -> Tensor<Out, usize> where S: HasAxis<Which, UniquePosition, With<_1> = Out>, E: Float {
        self.argmax(axis).with_shape()
    }
    /// The position of the greatest of all elements, the first of equals; the origin if there are none.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let x = Tensor::<(dim!(2), dim!(3))>::from([[1.0, 2.0, 3.0], [9.0, 5.0, 4.0]]);
    /// assert_eq!(x.argmax_all(), [1, 0]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn argmax_all(&self) -> S::Index where E: Float {
        nth::<S>(reduce::first(self.as_slice(), self.max_all()))
    }
    /// The place of the least along an axis, which disappears.
    ///
    /// - Shapes: `(N, C)` → `(N,)` for `distances.argmin(C)`: the centre that each example is nearest to.
    /// - Errors: an axis that is not there does not compile; a name that is there twice has to be given by its position.
    /// - Ties: the first of equals; NaN counts as the least. An axis of size 0 has no places, and 0 stands in.
    ///
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Batch = 2; Classes = 3; }
    /// let distances = Tensor::<(Batch, Classes)>::from([[7.0, 1.0, 1.0], [6.0, 5.0, 4.0]]);
    /// assert_eq!(distances.argmin(Classes), [1, 2]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn argmin<Which, UniquePosition, Out: Shape>(&self, axis: Which) -> Tensor<Out, usize> where S: HasAxis<Which, UniquePosition, Removed = Out>, E: Float {
        let mut out = Tensor::zeros();
        reduce::first_axis(self.as_slice(), axis_of::<S, _, _>(), self.min(axis).as_slice(), out.as_mut_slice());
        out
    }
    /// The place of the least along an axis, which is left as `dim!(1)`.
    ///
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Batch = 2; Classes = 3; }
    /// let distances = Tensor::<(Batch, Classes)>::from([[7.0, 1.0, 1.0], [6.0, 5.0, 4.0]]);
    /// assert_eq!(distances.argmin_keepdims(Batch), [[1, 0, 0]]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn argmin_keepdims<Which, UniquePosition, Out: Shape>(&self, axis: Which) -> Tensor<Out, usize> where S: HasAxis<Which, UniquePosition, With<_1> = Out>, E: Float {
        self.argmin(axis).with_shape()
    }
    /// The position of the least of all elements, the first of equals; the origin if there are none.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let x = Tensor::<(dim!(2), dim!(3))>::from([[3.0, 2.0, 1.0], [9.0, 5.0, 4.0]]);
    /// assert_eq!(x.argmin_all(), [0, 2]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn argmin_all(&self) -> S::Index where E: Float {
        nth::<S>(reduce::first(self.as_slice(), self.min_all()))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Array, Axis, dim};

    #[test]
    fn the_first_nan_is_found() {
        let x = Array::<(dim!(5),)>::from([1.0, f32::NAN, f32::INFINITY, f32::NAN, f32::NEG_INFINITY]);
        assert_eq!((x.argmax_all(), x.argmin_all()), ([1], [1]));
    }
    #[test]
    fn infinities_are_ordinary() {
        let x = Array::<(dim!(2),)>::from([f32::NEG_INFINITY, f32::NEG_INFINITY]);
        assert_eq!((x.argmax_all(), x.argmin_all()), ([0], [0]));
    }
    #[test]
    fn along_the_middle() {
        let x = Array::<(dim!(2), dim!(3), dim!(2)), f64>::from([
            [[1.0, 9.0], [3.0, 8.0], [2.0, 7.0]],
            [[0.0, 0.0], [0.0, 1.0], [5.0, -1.0]],
        ]);
        assert_eq!(x.argmax(Axis::<1>), [[1, 0], [2, 1]]);
        assert_eq!(x.argmin(Axis::<1>), [[0, 2], [0, 2]]);
        assert_eq!(x.argmax_all(), [0, 0, 1]);
    }
    #[test]
    fn of_nothing() {
        let x = Array::<(dim!(2), dim!(0), dim!(2))>::zeros();
        assert_eq!(x.argmax(Axis::<1>), [[0, 0], [0, 0]]);
        assert!(x.argmax(Axis::<0>).as_slice().is_empty());
        assert_eq!(x.argmin_all(), [0, 0, 0]);
    }
}
