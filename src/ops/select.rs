//! Picking by index: `select` takes whole rows, `gather` one element of each row. Indices are [`Labels`], checked when they are made.
#![cfg(feature = "alloc")]
use crate::access::Rows;
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::{Element, Float};
use crate::labels::Labels;
use crate::ops::reshape::Prepend;
use crate::shape::Shape;

impl<S: Rows, E: Element> Array<S, E> {
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
    pub fn select<K: Dim>(&self, rows: &Labels<K, S::First>) -> Tensor<<S::Row as Prepend<K>>::Out, E>
    where
        S::Row: Prepend<K>,
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
    pub fn select_into<K: Dim>(&self, rows: &Labels<K, S::First>, out: &mut Array<<S::Row as Prepend<K>>::Out, E>)
    where
        S::Row: Prepend<K>,
    {
        for (out, row) in out.as_mut_slice().chunks_exact_mut(S::Row::LEN.max(1)).zip(rows.iter()) {
            out.copy_from_slice(self.row(row).as_slice());
        }
    }
}

/// The gradient of [`Array::select`]: a row that was picked several times gets the sum.
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

impl<N: Dim, C: Dim, E: Element> Array<(N, C), E> {
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
    pub fn gather(&self, columns: &Labels<N, C>) -> Tensor<(N,), E> {
        Tensor::<(N,), E>::from_fn(|[n]| self[[n, columns[n] as usize]])
    }
}

/// The gradient of [`Array::gather`]: `dy[n]` at the element that was picked, 0 elsewhere.
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
