//! The greater and the lesser of two arrays, elementwise: `y = max(a, b)`, `da = dy` where `a ≥ b`, else `db = dy`.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::shape::Shape;

// The bound is here and not at the methods: bytes beside floats would be two errors there, the bytes and the types that differ.
impl<S: Shape, E: Float> Array<S, E> {
    /// The greater of `self` and `b`, element by element; NaN where either is.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let a = Tensor::<(dim!(2),)>::from([1.0, 5.0]);
    /// let b = Tensor::<(dim!(2),)>::from([3.0, 4.0]);
    /// assert_eq!(a.maximum(&b), [3.0, 5.0]);
    /// ```
    pub fn maximum(&self, b: &Array<S, E>) -> Tensor<S, E> {
        self.zip_map(b, E::greater)
    }
    /// The lesser of `self` and `b`, element by element; NaN where either is.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let a = Tensor::<(dim!(2),)>::from([1.0, 5.0]);
    /// let b = Tensor::<(dim!(2),)>::from([3.0, 4.0]);
    /// assert_eq!(a.minimum(&b), [1.0, 4.0]);
    /// ```
    pub fn minimum(&self, b: &Array<S, E>) -> Tensor<S, E> {
        self.zip_map(b, E::lesser)
    }
}

/// The gradients `(da, db)` of [`Array::maximum`], from its inputs: all of `dy` to the greater, and to `a` where they are equal.
///
/// - Shapes: `dy: S`, `a: S`, `b: S` → `da: S`, `db: S`.
///
/// ```
/// use shapeful::{Tensor, dim, ops::maximum_backward};
/// let a = Tensor::<(dim!(3),)>::from([1.0, 5.0, 2.0]);
/// let b = Tensor::<(dim!(3),)>::from([3.0, 4.0, 2.0]);
/// let (da, db) = maximum_backward(&Tensor::full(7.0), &a, &b);
/// assert_eq!(da, [0.0, 7.0, 7.0]);
/// assert_eq!(db, [7.0, 0.0, 0.0]);
/// ```
pub fn maximum_backward<S: Shape, E: Float>(
    dy: &Array<S, E>,
    a: &Array<S, E>,
    b: &Array<S, E>,
) -> (Tensor<S, E>, Tensor<S, E>) {
    to_the_chosen(dy, a, b, |a, b| a >= b || a.is_nan())
}

/// The gradients `(da, db)` of [`Array::minimum`], from its inputs: all of `dy` to the lesser, and to `a` where they are equal.
///
/// - Shapes: `dy: S`, `a: S`, `b: S` → `da: S`, `db: S`.
///
/// ```
/// use shapeful::{Tensor, dim, ops::minimum_backward};
/// let a = Tensor::<(dim!(3),)>::from([1.0, 5.0, 2.0]);
/// let b = Tensor::<(dim!(3),)>::from([3.0, 4.0, 2.0]);
/// let (da, db) = minimum_backward(&Tensor::full(7.0), &a, &b);
/// assert_eq!(da, [7.0, 0.0, 7.0]);
/// assert_eq!(db, [0.0, 7.0, 0.0]);
/// ```
pub fn minimum_backward<S: Shape, E: Float>(
    dy: &Array<S, E>,
    a: &Array<S, E>,
    b: &Array<S, E>,
) -> (Tensor<S, E>, Tensor<S, E>) {
    to_the_chosen(dy, a, b, |a, b| a <= b || a.is_nan())
}

/// `dy` goes to `a` where `chooses_a` says so, else to `b`; what is chosen and is NaN gets NaN.
fn to_the_chosen<S: Shape, E: Float>(
    dy: &Array<S, E>,
    a: &Array<S, E>,
    b: &Array<S, E>,
    chooses_a: impl Fn(E, E) -> bool,
) -> (Tensor<S, E>, Tensor<S, E>) {
    let (dy, a, b) = (dy.as_slice(), a.as_slice(), b.as_slice());
    let (mut da, mut db) = (Tensor::<S, E>::zeros(), Tensor::<S, E>::zeros());
    let (to_a, to_b) = (da.as_mut_slice(), db.as_mut_slice());
    for i in 0..S::LEN {
        let a_is_chosen = chooses_a(a[i], b[i]);
        let chosen = if a_is_chosen { a[i] } else { b[i] };
        let dy = if chosen.is_nan() { chosen } else { dy[i] };
        to_a[i] = if a_is_chosen { dy } else { E::ZERO };
        to_b[i] = if a_is_chosen { E::ZERO } else { dy };
    }
    (da, db)
}

#[cfg(test)]
mod tests {
    use super::{maximum_backward, minimum_backward};
    use crate::{Array, dim};

    #[test]
    fn nan_passes_from_either_side() {
        let a = Array::<(dim!(2),)>::from([f32::NAN, 1.0]);
        let b = Array::<(dim!(2),)>::from([1.0, f32::NAN]);
        for y in [a.maximum(&b), a.minimum(&b)] {
            assert!(y.as_slice().iter().all(|y| y.is_nan()));
        }
        for backward in [maximum_backward, minimum_backward] {
            let (da, db) = backward(&Array::ones(), &a, &b);
            assert!(da[[0]].is_nan() && db[[1]].is_nan());
            assert_eq!((da[[1]], db[[0]]), (0.0, 0.0));
        }
    }
}
