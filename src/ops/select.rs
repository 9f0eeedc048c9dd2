//! Picking by index: `select` takes whole rows, `gather` one element of each row. Indices are [`Labels`], checked when they are made.
#![cfg(feature = "alloc")]
use crate::access::Rows;
use crate::array::{Array, Tensor};
use crate::dim::{Dim, Never};
use crate::elem::{Element, Float};
use crate::labels::Labels;
use crate::ops::reshape::Prepend;
use crate::shape::{Is, Shape};

impl<S: Shape, E: Element> Array<S, E> {
    /// The rows that `rows` points at, in its order: `(V, D)` picked by `Labels<K, V>` → `(K, D)`.
    ///
    /// ```
    /// use shapeful::{Labels, Tensor, axes};
    /// axes! { Words = 3; Features = 2; Sentence = 2; }
    /// let table = Tensor::<(Words, Features)>::from([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]);
    /// let sentence = Labels::<Sentence, Words>::new([2, 0])?;
    /// let x: Tensor<(Sentence, Features)> = table.select(&sentence);
    /// assert_eq!(x, [[5.0, 6.0], [1.0, 2.0]]);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn select<K: Dim, T: Rows>(&self, rows: &Labels<K, T::First>) -> Tensor<<T::Row as Prepend<K>>::Out, E>
    where
        S: Is<T>,
        T::Row: Prepend<K>,
    {
        let mut out = Tensor::zeros();
        self.select_into(rows, &mut out);
        out
    }
    /// The rows that `rows` points at, into an array that is there already; see [`select`](Array::select).
    ///
    /// ```
    /// use shapeful::{Labels, Tensor, axes};
    /// axes! { Words = 3; Features = 2; Sentence = 2; }
    /// let table = Tensor::<(Words, Features)>::from([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]);
    /// let mut x = Tensor::<(Sentence, Features)>::zeros();
    /// table.select_into(&Labels::<Sentence, Words>::new([2, 0])?, &mut x);
    /// assert_eq!(x, [[5.0, 6.0], [1.0, 2.0]]);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn select_into<K: Dim, T: Rows>(
        &self,
        rows: &Labels<K, T::First>,
        out: &mut Array<<T::Row as Prepend<K>>::Out, E>,
    ) where
        S: Is<T>,
        T::Row: Prepend<K>,
    {
        for (out, row) in out.as_mut_slice().chunks_exact_mut(T::Row::LEN.max(1)).zip(rows.iter()) {
            out.copy_from_slice(self.row(row).as_slice());
        }
    }
}

/// The gradient of [`Array::select`]: a row that was picked several times gets the sum.
///
/// - Shapes: `dy: (K, D)`, `rows: Labels<K, N>` → `dx: (N, D)`; more axes may follow D.
///
/// ```
/// use shapeful::{Labels, Tensor, axes, ops::select_backward};
/// axes! { Words = 3; Features = 1; Sentence = 3; }
/// let sentence = Labels::<Sentence, Words>::new([2, 0, 2])?;
/// let dy = Tensor::<(Sentence, Features)>::from([[1.0], [2.0], [3.0]]);
/// let dtable: Tensor<(Words, Features)> = select_backward(&dy, &sentence);
/// assert_eq!(dtable, [[2.0], [0.0], [4.0]]);
/// # Ok::<(), shapeful::Error>(())
/// ```
pub fn select_backward<S: Rows, K: Dim, E: Float>(
    dy: &Array<<S::Row as Prepend<K>>::Out, E>,
    rows: &Labels<K, S::First>,
) -> Tensor<S, E>
where
    S::Row: Prepend<K>,
{
    let mut dx = Tensor::<S, E>::zeros();
    for (dy, row) in dy.as_slice().chunks_exact(S::Row::LEN.max(1)).zip(rows.iter()) {
        dx.row_mut(row).as_mut_slice().iter_mut().zip(dy).for_each(|(dx, &dy)| *dx += dy);
    }
    dx
}

/// `Self` is the shape `(N, C)` that `Labels<N, C>` pick from, and `Scores` is that shape.
///
/// It is asked of the labels' axes, so that the scores tell them, or they the scores, where one is not written out.
///
/// Generic code needs no more than two axes:
/// ```
/// use shapeful::{Array, Dim, Labels, Tensor};
/// fn correct<N: Dim, C: Dim>(scores: &Array<(N, C)>, y: &Labels<N, C>) -> Tensor<(N,)> {
///     scores.gather(y)
/// }
/// ```
/// A vector has one row alone:
/// ```compile_fail,E0277
/// # use shapeful::{Labels, Tensor, axes};
/// # axes! { Batch = 2; Classes = 3; }
/// let truth = Labels::<Batch, Classes>::new([2, 0]).unwrap();
/// let correct = Tensor::<(Classes,)>::zeros().gather(&truth);
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: cannot gather from {Scores}, which is not a matrix",
    label = "gathered from {Scores}",
    note = "(N, C) and Labels<N, C> -> (N,): `gather` picks one element of each row of a matrix, and there is a label for each row",
    note = "whole rows are picked by `select`, from any array with a first axis: (V, D) and Labels<K, V> -> (K, D)",
    note = "lesson S59"
)]
pub trait Gather<Scores>: Shape {}
#[diagnostic::do_not_recommend]
impl<N: Dim, C: Dim> Gather<(N, C)> for (N, C) {}
// With one impl alone rustc would go on to show it.
#[diagnostic::do_not_recommend]
impl<N: Dim> Gather<Never> for (N,) {}

impl<S: Shape, E: Element> Array<S, E> {
    /// One element of each row: `(N, C)` and `Labels<N, C>` → `(N,)`, `y[n] = x[n, labels[n]]`.
    ///
    /// ```
    /// use shapeful::{Labels, Tensor, axes};
    /// axes! { Batch = 2; Classes = 3; }
    /// let scores = Tensor::<(Batch, Classes)>::from([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    /// let truth = Labels::<Batch, Classes>::new([2, 0])?;
    /// assert_eq!(scores.gather(&truth), [3.0, 4.0]);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn gather<N: Dim, C: Dim>(&self, columns: &Labels<N, C>) -> Tensor<(N,), E> where (N, C): Gather<S> {
        Tensor::<(N,), E>::from_fn(|[n]| self.as_slice()[n * C::SIZE + columns[n] as usize])
    }
}

/// The gradient of [`Array::gather`]: `dy[n]` at the element that was picked, 0 elsewhere.
///
/// - Shapes: `dy: (N,)`, `columns: Labels<N, C>` → `dx: (N, C)`.
///
/// ```
/// use shapeful::{Labels, Tensor, axes, ops::gather_backward};
/// axes! { Batch = 2; Classes = 3; }
/// let truth = Labels::<Batch, Classes>::new([2, 0])?;
/// assert_eq!(gather_backward(&Tensor::<(Batch,)>::ones(), &truth), [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]);
/// # Ok::<(), shapeful::Error>(())
/// ```
pub fn gather_backward<N: Dim, C: Dim, E: Element>(dy: &Array<(N,), E>, columns: &Labels<N, C>) -> Tensor<(N, C), E> {
    let mut dx = Tensor::zeros();
    for (n, column) in columns.iter().enumerate() {
        dx[[n, column]] = dy[[n]];
    }
    dx
}
