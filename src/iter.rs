//! One element after the other.
use crate::array::Array;
#[cfg(feature = "alloc")]
use crate::array::Tensor;
use crate::elem::Element;
use crate::shape::Shape;
use core::slice;

impl<S: Shape, E: Element> Array<S, E> {
    /// The elements, row by row.
    ///
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Rows = 2; Columns = 2; }
    /// let table = Tensor::<(Rows, Columns)>::from([[1.0, -2.0], [3.0, -4.0]]);
    /// assert_eq!(table.iter().filter(|&&x| x < 0.0).count(), 2);
    /// ```
    pub fn iter(&self) -> slice::Iter<'_, E> {
        self.as_slice().iter()
    }
    /// The elements, row by row, to be changed.
    ///
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Rows = 2; Columns = 2; }
    /// let mut table = Tensor::<(Rows, Columns)>::zeros();
    /// table.iter_mut().zip(1..).for_each(|(x, i)| *x = i as f32);
    /// assert_eq!(table, [[1.0, 2.0], [3.0, 4.0]]);
    /// ```
    pub fn iter_mut(&mut self) -> slice::IterMut<'_, E> {
        self.as_mut_slice().iter_mut()
    }
}

/// `for x in &tensor`: the elements, row by row.
impl<'a, S: Shape, E: Element> IntoIterator for &'a Array<S, E> {
    type Item = &'a E;
    type IntoIter = slice::Iter<'a, E>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
/// `for x in &mut tensor`: the elements, row by row, to be changed.
impl<'a, S: Shape, E: Element> IntoIterator for &'a mut Array<S, E> {
    type Item = &'a mut E;
    type IntoIter = slice::IterMut<'a, E>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}
/// `for x in &tensor`: the elements, row by row.
///
/// ```
/// use shapeful::{Tensor, axes};
/// axes! { Classes = 3; }
/// let mut p = Tensor::<(Classes,)>::from([1.0, 2.0, 5.0]);
/// let mut sum = 0.0;
/// for &x in &p {
///     sum += x;
/// }
/// for x in &mut p {
///     *x /= sum;
/// }
/// assert_eq!(p, [0.125, 0.25, 0.625]);
/// ```
#[cfg(feature = "alloc")]
impl<'a, S: Shape, E: Element> IntoIterator for &'a Tensor<S, E> {
    type Item = &'a E;
    type IntoIter = slice::Iter<'a, E>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
/// `for x in &mut tensor`: the elements, row by row, to be changed.
#[cfg(feature = "alloc")]
impl<'a, S: Shape, E: Element> IntoIterator for &'a mut Tensor<S, E> {
    type Item = &'a mut E;
    type IntoIter = slice::IterMut<'a, E>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}
