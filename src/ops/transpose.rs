//! `w.t()`: the free view of a transpose.
use crate::array::Array;
#[cfg(feature = "alloc")]
use crate::array::Tensor;
use crate::dim::Dim;
use crate::elem::Element;
#[cfg(feature = "alloc")]
use crate::kernel;
use crate::shape::{Is, Shape, ShapeName};
use core::marker::PhantomData;

/// `Self` is a matrix, or a batch of matrices.
///
/// ```
/// use shapeful::{Tensor, Transpose, axes};
/// axes! { Batch = 2; Rows = 3; Columns = 4; }
/// let matrix: Tensor<(Columns, Rows)> = Tensor::<<(Rows, Columns) as Transpose>::Out>::zeros();
/// let matrices: Tensor<(Batch, Columns, Rows)> = Tensor::<<(Batch, Rows, Columns) as Transpose>::Out>::zeros();
/// ```
/// A vector has nothing to exchange:
/// ```compile_fail,E0277
/// # use shapeful::{Tensor, axes};
/// # axes! { Rows = 3; }
/// let v = Tensor::<(Rows,)>::ones();
/// let t = v.t();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: {Self} has no transpose",
    label = "an array of shape {Self}",
    note = "`.t()` exchanges the last two axes of (A, B), (N, A, B) or (N, M, A, B)",
    note = "a vector has one axis and nothing to exchange: the product of a column and a row is `x.outer(&y)`",
    note = "lesson S39"
)]
pub trait Transpose: Shape {
    /// The shape with its last two axes exchanged.
    type Out: Shape;
}
#[diagnostic::do_not_recommend]
impl<A: Dim, B: Dim> Transpose for (A, B) {
    type Out = (B, A);
}
#[diagnostic::do_not_recommend]
impl<N: Dim, A: Dim, B: Dim> Transpose for (N, A, B) {
    type Out = (N, B, A);
}
#[diagnostic::do_not_recommend]
impl<N: Dim, M: Dim, A: Dim, B: Dim> Transpose for (N, M, A, B) {
    type Out = (N, M, B, A);
}

/// A matrix seen with rows and columns exchanged; `S` is the shape after the exchange. It stands wherever a factor does.
///
/// Made by [`Array::t`].
///
/// ```
/// use shapeful::{Tensor, Transposed, axes};
/// axes! { Pixels = 3; Classes = 2; }
/// let w = Tensor::<(Pixels, Classes)>::from([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]);
/// let view: Transposed<(Classes, Pixels)> = w.t();
/// assert_eq!(view.matmul(&Tensor::<(Pixels,)>::ones()), [9.0, 12.0]);
/// ```
pub struct Transposed<'a, S: Shape, E: Element = f32> {
    /// As they lie, row by row of the matrix before the exchange.
    pub(crate) elements: &'a [E],
    shape: PhantomData<S>,
}
impl<S: Shape, E: Element> core::fmt::Debug for Transposed<'_, S, E> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Transposed<{}> {}", E::TYPE, ShapeName::of::<S>())
    }
}
impl<S: Shape, E: Element> Copy for Transposed<'_, S, E> {}
impl<S: Shape, E: Element> Clone for Transposed<'_, S, E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S: Shape, E: Element> Array<S, E> {
    /// The view with the last two axes exchanged. Nothing moves.
    ///
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Rows = 2; Columns = 3; }
    /// let a = Tensor::<(Rows, Columns)>::from([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    /// let gram: Tensor<(Columns, Columns)> = a.t().matmul(&a);
    /// assert_eq!(gram[[0, 2]], 1.0 * 3.0 + 4.0 * 6.0);
    /// ```
    pub fn t<T: Transpose>(&self) -> Transposed<'_, T::Out, E>
    where
        S: Is<T>,
    {
        Transposed { elements: self.as_slice(), shape: PhantomData }
    }
}
impl<S: Shape, E: Element> Transposed<'_, S, E> {
    /// The transpose, written out.
    ///
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Rows = 2; Columns = 3; }
    /// let a = Tensor::<(Rows, Columns)>::from([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    /// let b: Tensor<(Columns, Rows)> = a.t().to_tensor();
    /// assert_eq!(b, [[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]]);
    /// ```
    #[cfg(feature = "alloc")]
    pub fn to_tensor(&self) -> Tensor<S, E> {
        let mut out = Tensor::zeros();
        let &[.., rows, columns] = S::DIMS else { unreachable!("a transpose has two axes at least") };
        let size = rows * columns;
        for (from, to) in self.elements.chunks_exact(size.max(1)).zip(out.as_mut_slice().chunks_exact_mut(size.max(1)))
        {
            kernel::transpose(from, to, rows, columns);
        }
        out
    }
}
