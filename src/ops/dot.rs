//! The scalar product of two arrays of one shape: `y = Σ aᵢ·bᵢ`, `da = b·dy`, `db = a·dy`.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::shape::Shape;

// The bound is here and not at the method: bytes beside floats would be two errors there, the bytes and the types that differ.
impl<S: Shape, E: Float> Array<S, E> {
    /// The sum of the products of corresponding elements.
    ///
    /// - Shapes: `S · S` → one number, for any shape `S`; of two matrices it is the Frobenius product.
    /// - Exactness: added pairwise, so the rounding error grows with the logarithm of the number of terms.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let a = Tensor::<(dim!(2),)>::from([1.0, 2.0]);
    /// let b = Tensor::<(dim!(2),)>::from([3.0, 4.0]);
    /// assert_eq!(a.dot(&b), 11.0);
    /// ```
    pub fn dot(&self, b: &Array<S, E>) -> E {
        E::Loops::dot(self.as_slice(), b.as_slice())
    }
}

/// The gradients `(da, db)` of [`Array::dot`]: each factor's is the other factor, times `dy`.
///
/// - Shapes: `dy` one number, `a: S`, `b: S` → `da: S`, `db: S`.
///
/// ```
/// use shapeful::{Tensor, dim, ops::dot_backward};
/// let a = Tensor::<(dim!(2),)>::from([1.0, 2.0]);
/// let b = Tensor::<(dim!(2),)>::from([3.0, 4.0]);
/// let (da, db) = dot_backward(10.0, &a, &b);
/// assert_eq!(da, [30.0, 40.0]);
/// assert_eq!(db, [10.0, 20.0]);
/// ```
pub fn dot_backward<S: Shape, E: Float>(dy: E, a: &Array<S, E>, b: &Array<S, E>) -> (Tensor<S, E>, Tensor<S, E>) {
    (b.map(|b| b * dy), a.map(|a| a * dy))
}
