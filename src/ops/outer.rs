//! The outer product of two vectors: `y[i, j] = a[i]·b[j]`, `da = dy·b`, `db = dyᵀ·a`.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::dim::{Dim, Never};
use crate::elem::Float;
use crate::shape::Shape;

/// `Self` is the right factor of an outer product with `Left`: both are vectors.
///
/// It is asked of the right factor, which rustc knows later than the left one: else it would say of a left factor that
/// is no vector only that it has no such method.
///
/// Generic code needs no more than two axes:
/// ```
/// use shapeful::{Array, Dim, Tensor};
/// fn rank_one<N: Dim, M: Dim>(a: &Array<(N,)>, b: &Array<(M,)>) -> Tensor<(N, M)> {
///     a.outer(b)
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: there is no outer product of {Left} and {Self}",
    label = "this factor is {Self}",
    note = "(N,) x (M,) -> (N, M): the outer product is of two vectors, a column and a row",
    note = "with two axes or more, multiply as matrices: `a.matmul(&b)`",
    note = "lesson S40"
)]
pub trait Outer<Left>: Shape {
    /// The shape of the product.
    type Out: Shape;
}
#[diagnostic::do_not_recommend]
impl<N: Dim, M: Dim> Outer<(N,)> for (M,) {
    type Out = (N, M);
}
// With one impl alone rustc would go on to list the vectors that it is for.
#[diagnostic::do_not_recommend]
impl<M: Dim> Outer<Never> for (M,) {
    type Out = (M,);
}

// The bound is here and not at the method: bytes beside floats would be two errors there, the bytes and the types that differ.
impl<S: Shape, E: Float> Array<S, E> {
    /// Every element times every element of `b`: a column times a row.
    ///
    /// - Shapes: `(N,) · (M,)` → `(N, M)`.
    ///
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Pixels = 3; Classes = 2; }
    /// let a = Tensor::<(Pixels,)>::from([1.0, 2.0, 3.0]);
    /// let b = Tensor::<(Classes,)>::from([1.0, 10.0]);
    /// let y: Tensor<(Pixels, Classes)> = a.outer(&b);
    /// assert_eq!(y, [[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]]);
    /// ```
    pub fn outer<R: Outer<S>>(&self, b: &Array<R, E>) -> Tensor<R::Out, E> {
        let mut out = Tensor::zeros();
        // Rows of length 0 are none, and chunks of length 0 are not allowed.
        for (row, &a) in out.as_mut_slice().chunks_exact_mut(R::LEN.max(1)).zip(self.as_slice()) {
            row.iter_mut().zip(b.as_slice()).for_each(|(y, &b)| *y = a * b);
        }
        out
    }
}

/// The gradients `(da, db)` of [`Array::outer`]: the only products of `dy` and a factor that have the other factor's shape.
///
/// - Shapes: `dy: (N, M)`, `a: (N,)`, `b: (M,)` → `(da: (N,), db: (M,))`.
///
/// ```
/// use shapeful::{Tensor, axes, ops::outer_backward};
/// axes! { N = 2; M = 2; }
/// let (a, b) = (Tensor::<(N,)>::from([1.0, 2.0]), Tensor::<(M,)>::from([3.0, 4.0]));
/// let (da, db) = outer_backward(&Tensor::ones(), &a, &b);
/// assert_eq!(da, [7.0, 7.0]);
/// assert_eq!(db, [3.0, 3.0]);
/// ```
pub fn outer_backward<N: Dim, M: Dim, E: Float>(
    dy: &Array<(N, M), E>,
    a: &Array<(N,), E>,
    b: &Array<(M,), E>,
) -> (Tensor<(N,), E>, Tensor<(M,), E>) {
    (dy.matmul(b), a.matmul(dy))
}

#[cfg(test)]
mod tests {
    use crate::{Array, dim};

    #[test]
    fn an_empty_factor() {
        let (none, two) = (Array::<(dim!(0),)>::zeros(), Array::<(dim!(2),)>::ones());
        assert!(none.outer(&two).as_slice().is_empty() && two.outer(&none).as_slice().is_empty());
        let (da, db) = super::outer_backward(&Array::zeros(), &two, &none);
        assert_eq!((da.as_slice(), db.as_slice()), ([0.0, 0.0].as_ref(), [].as_ref()));
    }
}
