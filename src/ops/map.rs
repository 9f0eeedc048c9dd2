//! Any function, element by element.
use crate::array::Array;
#[cfg(feature = "alloc")]
use crate::array::Tensor;
use crate::elem::Element;
use crate::shape::Shape;

impl<S: Shape, E: Element> Array<S, E> {
    /// `y[i] = f(x[i])`.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let x = Tensor::<(dim!(3),)>::from([1.0, 2.0, 3.0]);
    /// let large: Tensor<(dim!(3),), bool> = x.map(|x| x > 1.5);
    /// assert_eq!(large.as_slice(), [false, true, true]);
    /// ```
    #[cfg(feature = "alloc")]
    #[inline]
    pub fn map<T: Element>(&self, f: impl Fn(E) -> T) -> Tensor<S, T> {
        let mut out = Tensor::zeros();
        self.map_into(&mut out, f);
        out
    }
    /// `y[i] = f(x[i])`, into an array that is there already.
    ///
    /// ```
    /// use shapeful::{Array, dim};
    /// let x = Array::<(dim!(2),)>::from([1.0, 2.0]);
    /// let mut y = Array::<(dim!(2),)>::zeros();
    /// x.map_into(&mut y, |x| 10.0 * x);
    /// assert_eq!(y.as_slice(), [10.0, 20.0]);
    /// ```
    #[inline]
    pub fn map_into<T: Element>(&self, out: &mut Array<S, T>, f: impl Fn(E) -> T) {
        for (y, &x) in out.as_mut_slice().iter_mut().zip(self.as_slice()) {
            *y = f(x);
        }
    }
    /// `x[i] = f(x[i])`, in place.
    ///
    /// ```
    /// use shapeful::{Array, dim};
    /// let mut x = Array::<(dim!(2),)>::from([1.0, 4.0]);
    /// x.map_in_place(f32::sqrt);
    /// assert_eq!(x.as_slice(), [1.0, 2.0]);
    /// ```
    #[inline]
    pub fn map_in_place(&mut self, f: impl Fn(E) -> E) {
        for x in self.as_mut_slice() {
            *x = f(*x);
        }
    }
    /// `y[i] = f(a[i], b[i])` for two arrays of one shape.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let a = Tensor::<(dim!(2),)>::from([1.0, 5.0]);
    /// let b = Tensor::<(dim!(2),)>::from([3.0, 4.0]);
    /// assert_eq!(a.zip_map(&b, f32::hypot)[[1]], 41.0_f32.sqrt());
    /// ```
    #[cfg(feature = "alloc")]
    #[inline]
    pub fn zip_map<U: Element, T: Element>(&self, other: &Array<S, U>, f: impl Fn(E, U) -> T) -> Tensor<S, T> {
        let mut out = Tensor::zeros();
        self.zip_map_into(other, &mut out, f);
        out
    }
    /// `y[i] = f(a[i], b[i])`, into an array that is there already.
    ///
    /// ```
    /// use shapeful::{Array, dim};
    /// let a = Array::<(dim!(2),)>::from([1.0, 2.0]);
    /// let mut y = Array::<(dim!(2),)>::zeros();
    /// a.zip_map_into(&a, &mut y, |a, b| a * b);
    /// assert_eq!(y.as_slice(), [1.0, 4.0]);
    /// ```
    #[inline]
    pub fn zip_map_into<U: Element, T: Element>(
        &self,
        other: &Array<S, U>,
        out: &mut Array<S, T>,
        f: impl Fn(E, U) -> T,
    ) {
        for ((y, &a), &b) in out.as_mut_slice().iter_mut().zip(self.as_slice()).zip(other.as_slice()) {
            *y = f(a, b);
        }
    }
    /// `a[i] = f(a[i], b[i])`, in place.
    ///
    /// ```
    /// use shapeful::{Array, dim};
    /// let mut a = Array::<(dim!(2),)>::from([1.0, 5.0]);
    /// let b = Array::<(dim!(2),)>::from([3.0, 4.0]);
    /// a.zip_map_in_place(&b, f32::max);
    /// assert_eq!(a.as_slice(), [3.0, 5.0]);
    /// ```
    #[inline]
    pub fn zip_map_in_place<U: Element>(&mut self, other: &Array<S, U>, f: impl Fn(E, U) -> E) {
        for (a, &b) in self.as_mut_slice().iter_mut().zip(other.as_slice()) {
            *a = f(*a, b);
        }
    }
}
