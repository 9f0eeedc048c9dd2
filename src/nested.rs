//! Conversions from and to Rust's nested arrays, `[[f32; 3]; 2]`, with the sizes checked by the compiler.
use crate::array::Array;
#[cfg(feature = "alloc")]
use crate::array::Tensor;
use crate::dim::{Dim, Equal};
use crate::elem::Element;
use crate::shape::Shape;
use typenum::{Const, ToUInt};

/// `Self` has the sizes of the nested array `Nested`.
///
/// ```
/// use shapeful::{Tensor, axes};
/// axes! { Rows = 2; Columns = 3; }
/// let table = Tensor::<(Rows, Columns)>::from([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
/// let nested: [[f32; 3]; 2] = table.to_nested();
/// assert_eq!(nested[1], [4.0, 5.0, 6.0]);
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: {Self} does not have the sizes of `{Nested}`",
    label = "the array given is `{Nested}`",
    note = "(A, B) is `[[E; B]; A]`: A rows of B numbers; arrays longer than 1024 go in by `from_slice`",
    note = "lesson S06"
)]
pub trait SizesOf<Nested>: Shape {}

/// The number of elements of a Rust array is the size of an axis.
#[doc(hidden)]
pub trait Counts<A> {}
impl<const N: usize, A: Dim> Counts<A> for Const<N>
where
    Const<N>: ToUInt,
    <Const<N> as ToUInt>::Output: Equal<A::Size>,
{
}

macro_rules! sizes { ($($nested:ty: $($axis:ident $n:ident)*;)*) => { $(
    #[diagnostic::do_not_recommend]
    impl<E: Element, $($axis: Dim, const $n: usize),*> SizesOf<$nested> for ($($axis,)*) where $(Const<$n>: Counts<$axis>),* {}
)* } }
sizes! {
    [E; N]: A N;
    [[E; M]; N]: A N B M;
    [[[E; L]; M]; N]: A N B M C L;
    [[[[E; K]; L]; M]; N]: A N B M C L D K;
    [[[[[E; J]; K]; L]; M]; N]: A N B M C L D K F J;
    [[[[[[E; I]; J]; K]; L]; M]; N]: A N B M C L D K F J G I;
}

/// A Rust array of elements, of any depth.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number of type `{E}`, nor an array of such",
    label = "expected `{E}`",
    note = "numbers are not converted silently: write `1.0` for a float, and give the tensor the type of the numbers",
    note = "lesson S07"
)]
#[doc(hidden)]
pub trait Nested<E> {
    /// Copies the elements out, row by row.
    fn write_to(&self, elements: &mut [E]);
    /// Copies the elements in, row by row.
    fn read_from(elements: &[E]) -> Self;
    /// Whether the elements are the same, row by row.
    fn equals(&self, elements: &[E]) -> bool;
}
impl<E: Element> Nested<E> for E {
    fn write_to(&self, elements: &mut [E]) {
        elements[0] = *self;
    }
    fn read_from(elements: &[E]) -> Self {
        elements[0]
    }
    fn equals(&self, elements: &[E]) -> bool {
        *self == elements[0]
    }
}
impl<E: Element, T: Nested<E>, const N: usize> Nested<E> for [T; N] {
    fn write_to(&self, elements: &mut [E]) {
        let row = elements.len() / N.max(1);
        self.iter().enumerate().for_each(|(i, part)| part.write_to(&mut elements[i * row..][..row]));
    }
    fn read_from(elements: &[E]) -> Self {
        let row = elements.len() / N.max(1);
        core::array::from_fn(|i| T::read_from(&elements[i * row..][..row]))
    }
    fn equals(&self, elements: &[E]) -> bool {
        let row = elements.len() / N.max(1);
        self.iter().enumerate().all(|(i, part)| part.equals(&elements[i * row..][..row]))
    }
}

impl<S: Shape, E: Element> Array<S, E> {
    /// The elements as a nested array of the same sizes.
    ///
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Rows = 2; Columns = 3; }
    /// let table = Tensor::<(Rows, Columns)>::from([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    /// let nested: [[f32; 3]; 2] = table.to_nested();
    /// assert_eq!(nested[1], [4.0, 5.0, 6.0]);
    /// ```
    pub fn to_nested<T: Nested<E>>(&self) -> T
    where
        S: SizesOf<T>,
    {
        T::read_from(self.as_slice())
    }
}
impl<S: Shape + SizesOf<[T; N]>, E: Element, T: Nested<E>, const N: usize> From<[T; N]> for Array<S, E> {
    fn from(nested: [T; N]) -> Self {
        let mut new = Self::zeros();
        nested.write_to(new.as_mut_slice());
        new
    }
}
#[cfg(feature = "alloc")]
impl<S: Shape + SizesOf<[T; N]>, E: Element, T: Nested<E>, const N: usize> From<[T; N]> for Tensor<S, E> {
    fn from(nested: [T; N]) -> Self {
        let mut new = Self::zeros();
        nested.write_to(new.as_mut_slice());
        new
    }
}

impl<S: Shape + SizesOf<[T; N]>, E: Element, T: Nested<E>, const N: usize> PartialEq<[T; N]> for Array<S, E> {
    fn eq(&self, other: &[T; N]) -> bool {
        other.equals(self.as_slice())
    }
}
#[cfg(feature = "alloc")]
impl<S: Shape + SizesOf<[T; N]>, E: Element, T: Nested<E>, const N: usize> PartialEq<[T; N]> for Tensor<S, E> {
    fn eq(&self, other: &[T; N]) -> bool {
        **self == *other
    }
}
