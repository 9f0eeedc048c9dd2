//! The rectifier, elementwise: `y = max(x, 0)`, `dx = dout` where `x > 0`, else 0.
use crate::array::Array;
#[cfg(feature = "alloc")]
use crate::array::Tensor;
#[cfg(feature = "alloc")]
use crate::elem::Element;
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::shape::Shape;

#[cfg(feature = "alloc")]
impl<S: Shape, E: Element> Array<S, E> {
    /// `max(x, 0)` of every element.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let x = Tensor::<(dim!(3),)>::from([-2.0, 0.0, 3.0]);
    /// assert_eq!(x.relu(), [0.0, 0.0, 3.0]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn relu(&self) -> Tensor<S, E> where E: Float {
        relu_forward(self)
    }
}
// The bound is here and not at the method: bytes beside floats would be two errors there, the bytes and the types that differ.
impl<S: Shape, E: Float> Array<S, E> {
    /// `max(x, 0)` of every element, into an array that is there already.
    ///
    /// ```
    /// use shapeful::{Array, dim};
    /// let x = Array::<(dim!(3),)>::from([-2.0, 0.0, 3.0]);
    /// let mut y = Array::<(dim!(3),)>::zeros();
    /// x.relu_into(&mut y);
    /// assert_eq!(y, [0.0, 0.0, 3.0]);
    /// ```
    pub fn relu_into(&self, y: &mut Array<S, E>) {
        E::Loops::relu(self.as_slice(), y.as_mut_slice());
    }
}

/// `max(x, 0)` of every element.
///
/// - Shapes: `x: S` → `y: S`.
/// - Errors: NaN in gives NaN out.
/// - Source: CS231n notes, "Neural Networks Part 1", "Commonly used activation functions".
///
/// ```
/// use shapeful::{Tensor, dim, ops::relu_forward};
/// let x = Tensor::<(dim!(3),)>::from([-2.0, 0.0, 3.0]);
/// assert_eq!(relu_forward(&x), [0.0, 0.0, 3.0]);
/// ```
#[cfg(feature = "alloc")]
pub fn relu_forward<S: Shape, E: Float>(x: &Array<S, E>) -> Tensor<S, E> {
    let mut y = Tensor::zeros();
    x.relu_into(&mut y);
    y
}

/// The gradient of [`relu_forward`], from its input: what comes in above 0, and nothing at 0 and below.
///
/// - Shapes: `dout: S`, `x: S` → `dx: S`.
/// - Errors: where `x` is NaN, `dx` is.
///
/// ```
/// use shapeful::{Tensor, dim, ops::relu_backward};
/// let x = Tensor::<(dim!(3),)>::from([-2.0, 0.0, 3.0]);
/// assert_eq!(relu_backward(&Tensor::full(5.0), &x), [0.0, 0.0, 5.0]);
/// ```
#[cfg(feature = "alloc")]
pub fn relu_backward<S: Shape, E: Float>(dout: &Array<S, E>, x: &Array<S, E>) -> Tensor<S, E> {
    let mut dx = Tensor::zeros();
    relu_backward_into(dout, x, &mut dx);
    dx
}

/// The gradient of [`Array::relu_into`], into an array that is there already; see `relu_backward`.
///
/// ```
/// use shapeful::{Array, dim, ops::relu_backward_into};
/// let x = Array::<(dim!(3),)>::from([-2.0, 0.0, 3.0]);
/// let mut dx = Array::<(dim!(3),)>::zeros();
/// relu_backward_into(&Array::full(5.0), &x, &mut dx);
/// assert_eq!(dx, [0.0, 0.0, 5.0]);
/// ```
pub fn relu_backward_into<S: Shape, E: Float>(dout: &Array<S, E>, x: &Array<S, E>, dx: &mut Array<S, E>) {
    E::Loops::relu_backward(dout.as_slice(), x.as_slice(), dx.as_mut_slice());
}

#[cfg(all(test, feature = "alloc"))]
mod tests {
    use crate::{Array, dim};

    #[test]
    fn nan_passes_both_ways() {
        let x = Array::<(dim!(3),)>::from([f32::NAN, f32::INFINITY, f32::NEG_INFINITY]);
        let (y, dx) = (x.relu(), super::relu_backward(&Array::ones(), &x));
        assert!(y[[0]].is_nan() && dx[[0]].is_nan());
        assert_eq!(
            (y.as_slice()[1..].as_ref(), &dx.as_slice()[1..]),
            ([f32::INFINITY, 0.0].as_ref(), [1.0, 0.0].as_ref())
        );
    }
}
