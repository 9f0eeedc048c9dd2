//! Reading and changing single elements and rows.
use crate::array::Array;
#[cfg(feature = "alloc")]
use crate::array::Tensor;
use crate::elem::Element;
use crate::shape::{Is, Shape};
use core::ops::{Index, IndexMut};

/// Where an element lies, row by row.
#[track_caller]
fn offset<S: Shape>(index: &[usize]) -> usize {
    index.iter().zip(S::DIMS).fold(0, |offset, (&place, &size)| {
        assert!(place < size, "position {index:?} lies outside {}", crate::shape::ShapeName::of::<S>());
        offset * size + place
    })
}

/// The position of the element that lies at `offset`, row by row.
#[cfg(feature = "alloc")]
pub(crate) fn position(mut offset: usize, dims: impl DoubleEndedIterator<Item = usize>, index: &mut [usize]) {
    for (place, size) in index.iter_mut().rev().zip(dims.rev()) {
        // Without elements there is no position, and the origin stands in.
        (*place, offset) = (offset % size.max(1), offset / size.max(1));
    }
}

/// `x[[i, j]]`: one `usize` per axis.
///
/// # Panics
/// If a place is not below the size of its axis, as indexing a slice does.
impl<S: Shape, E: Element> Index<S::Index> for Array<S, E> {
    type Output = E;
    #[inline]
    #[track_caller]
    fn index(&self, index: S::Index) -> &E {
        &self.as_slice()[offset::<S>(index.as_ref())]
    }
}
impl<S: Shape, E: Element> IndexMut<S::Index> for Array<S, E> {
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, index: S::Index) -> &mut E {
        &mut self.as_mut_slice()[offset::<S>(index.as_ref())]
    }
}

/// A shape with a first axis, along which an array is rows.
///
/// ```
/// use shapeful::{Rows, Tensor, axes};
/// axes! { Batch = 64; Pixels = 784; }
/// let image: Tensor<(Pixels,)> = Tensor::<<(Batch, Pixels) as Rows>::Row>::zeros();
/// ```
/// A tensor without axes has none:
/// ```compile_fail,E0277
/// # use shapeful::Tensor;
/// let row = Tensor::<()>::zeros().row(0);
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: {Self} has no rows",
    label = "an array of shape {Self}",
    note = "rows lie along the first axis: (N, D) has N rows of shape (D,)",
    note = "lesson S11"
)]
pub trait Rows: Shape {
    /// The first axis.
    type First: crate::dim::Dim;
    /// The shape of a row.
    type Row: Shape;
}

impl<S: Shape, E: Element> Array<S, E> {
    /// Row `i`, along the first axis.
    ///
    /// # Panics
    /// If there is no row `i`, as indexing a slice does.
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Rows = 2; Columns = 3; }
    /// let table = Tensor::<(Rows, Columns)>::from([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    /// assert_eq!(table.row(1).as_slice(), [4.0, 5.0, 6.0]);
    /// ```
    #[track_caller]
    pub fn row<T: Rows>(&self, i: usize) -> &Array<T::Row, E>
    where
        S: Is<T>,
    {
        assert!(i < S::DIMS[0], "there is no row {i} in {}", crate::shape::ShapeName::of::<S>());
        row(&self.as_slice()[i * T::Row::LEN..][..T::Row::LEN])
    }
    /// Row `i`, to be changed.
    ///
    /// # Panics
    /// If there is no row `i`, as indexing a slice does.
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Rows = 2; Columns = 3; }
    /// let mut table = Tensor::<(Rows, Columns)>::zeros();
    /// table.row_mut(1).fill(7.0);
    /// assert_eq!(table, [[0.0, 0.0, 0.0], [7.0, 7.0, 7.0]]);
    /// ```
    #[track_caller]
    pub fn row_mut<T: Rows>(&mut self, i: usize) -> &mut Array<T::Row, E>
    where
        S: Is<T>,
    {
        assert!(i < S::DIMS[0], "there is no row {i} in {}", crate::shape::ShapeName::of::<S>());
        row_mut(&mut self.as_mut_slice()[i * T::Row::LEN..][..T::Row::LEN])
    }
    /// The rows, one after the other.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let table = Tensor::<(dim!(2), dim!(2))>::from([[1.0, 2.0], [3.0, 4.0]]);
    /// let sums: Vec<f32> = table.rows().map(|row| row.sum_all()).collect();
    /// assert_eq!(sums, [3.0, 7.0]);
    /// ```
    pub fn rows<T: Rows>(&self) -> impl ExactSizeIterator<Item = &Array<T::Row, E>> + DoubleEndedIterator
    where
        S: Is<T>,
    {
        (0..S::DIMS[0]).map(|i| self.row(i))
    }
    /// The rows, one after the other, to be changed.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let mut table = Tensor::<(dim!(2), dim!(2))>::zeros();
    /// for (i, row) in table.rows_mut().enumerate() {
    ///     row.fill(i as f32);
    /// }
    /// assert_eq!(table.as_slice(), [0.0, 0.0, 1.0, 1.0]);
    /// ```
    pub fn rows_mut<T: Rows>(&mut self) -> impl ExactSizeIterator<Item = &mut Array<T::Row, E>>
    where
        S: Is<T>,
    {
        // Not by `chunks_exact_mut`: rows may be empty, and are rows nevertheless.
        let mut rest = self.as_mut_slice();
        (0..S::DIMS[0]).map(move |_| {
            let (first, others) = core::mem::take(&mut rest).split_at_mut(T::Row::LEN);
            rest = others;
            row_mut(first)
        })
    }
}
fn row<S: Shape, E: Element>(elements: &[E]) -> &Array<S, E> {
    Array::from_slice_ref(elements).unwrap_or_else(|_| unreachable!("a row has its own length"))
}
fn row_mut<S: Shape, E: Element>(elements: &mut [E]) -> &mut Array<S, E> {
    Array::from_slice_mut(elements).unwrap_or_else(|_| unreachable!("a row has its own length"))
}

/// A shape without axes, which holds one number.
///
/// ```
/// use shapeful::{Array, Element, Scalar};
/// fn number<S: Scalar, E: Element>(x: &Array<S, E>) -> E {
///     x.item()
/// }
/// assert_eq!(number(&Array::<()>::full(7.0)), 7.0);
/// ```
/// A vector is not one number, however short:
/// ```compile_fail,E0277
/// # use shapeful::{Tensor, dim};
/// let x = Tensor::<(dim!(1),)>::ones().item();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: {Self} is not one number",
    label = "an array of shape {Self}",
    note = "`item` takes the only number of a tensor without axes, `Tensor<()>`: () -> one number",
    note = "an element is taken by its position, one index for each axis, as in `x[[0]]`; the sum of all is `x.sum_all()`",
    note = "lesson S12"
)]
pub trait Scalar: Shape {}
#[diagnostic::do_not_recommend]
impl Scalar for () {}

impl<S: Shape, E: Element> Array<S, E> {
    /// The only element of a tensor without axes.
    ///
    /// ```
    /// use shapeful::{Axis, Tensor, dim};
    /// let x = Tensor::<(dim!(3),)>::from([1.0, 2.0, 3.0]);
    /// assert_eq!(x.sum(Axis::<0>).item(), 6.0);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn item(&self) -> E where S: Scalar {
        self.as_slice()[0]
    }
}

impl<S: Shape, E: Element> Clone for Array<S, E> {
    fn clone(&self) -> Self {
        let mut copy = Self::zeros();
        copy.as_mut_slice().copy_from_slice(self.as_slice());
        copy
    }
    fn clone_from(&mut self, source: &Self) {
        self.as_mut_slice().copy_from_slice(source.as_slice());
    }
}
impl<S: Shape, E: Element> PartialEq for Array<S, E> {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

#[cfg(feature = "alloc")]
impl<S: Shape, E: Element> Array<S, E> {
    /// A copy on the heap.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let x = Tensor::<(dim!(2), dim!(2))>::identity();
    /// let first: Tensor<(dim!(2),)> = x.row(0).to_tensor();
    /// assert_eq!(first.as_slice(), [1.0, 0.0]);
    /// ```
    pub fn to_tensor(&self) -> Tensor<S, E> {
        let mut copy = Tensor::zeros();
        copy.as_mut_slice().copy_from_slice(self.as_slice());
        copy
    }
}
#[cfg(feature = "alloc")]
impl<S: Shape, E: Element> Clone for Tensor<S, E> {
    fn clone(&self) -> Self {
        self.to_tensor()
    }
    fn clone_from(&mut self, source: &Self) {
        (**self).clone_from(source);
    }
}
#[cfg(feature = "alloc")]
impl<S: Shape, E: Element> PartialEq for Tensor<S, E> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}
#[cfg(feature = "alloc")]
impl<S: Shape, E: Element> PartialEq<Array<S, E>> for Tensor<S, E> {
    fn eq(&self, other: &Array<S, E>) -> bool {
        **self == *other
    }
}
#[cfg(feature = "alloc")]
impl<S: Shape, E: Element> PartialEq<Tensor<S, E>> for Array<S, E> {
    fn eq(&self, other: &Tensor<S, E>) -> bool {
        *self == **other
    }
}
#[cfg(feature = "alloc")]
impl<S: Shape, E: Element> AsRef<Array<S, E>> for Tensor<S, E> {
    fn as_ref(&self) -> &Array<S, E> {
        self
    }
}
#[cfg(feature = "alloc")]
impl<S: Shape, E: Element> core::borrow::Borrow<Array<S, E>> for Tensor<S, E> {
    fn borrow(&self) -> &Array<S, E> {
        self
    }
}

macro_rules! rows { ($(($($axis:ident)*))*) => { $(
    #[diagnostic::do_not_recommend]
    impl<N: crate::dim::Dim, $($axis: crate::dim::Dim),*> Rows for (N, $($axis,)*) {
        type First = N;
        type Row = ($($axis,)*);
    }
)* } }
rows! { () (A) (A B) (A B C) (A B C D) (A B C D F) }
