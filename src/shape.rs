//! Shapes: tuples of axes, rank 0 to 6.
use crate::dim::Dim;
use crate::elem::Element;
use core::fmt;
use generic_array::GenericArray;

mod sealed {
    pub trait Sealed {}
}

/// The shape of a tensor: a tuple of up to six axes.
///
/// The numbers of `(A, B)` lie as `A::SIZE` rows of `B::SIZE` numbers. No product of sizes appears in a type, so generic code
/// needs `A: Dim, B: Dim` and nothing else.
/// ```
/// use shapeful::{Shape, axes, dim};
/// axes! { Batch = 64; }
/// assert_eq!(<(Batch, dim!(10))>::LEN, 640);
/// assert_eq!(<(Batch, dim!(10))>::DIMS, [64, 10]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a shape",
    label = "this is not a shape",
    note = "a shape is a tuple of up to six axes, as in `Tensor<(Batch, Pixels)>`; with one axis `Tensor<(Batch,)>`, with none `Tensor<()>`",
    note = "lesson S01"
)]
pub trait Shape: sealed::Sealed + Sized + 'static {
    /// The numbers of an array of this shape, nested row by row.
    #[doc(hidden)]
    type Nested<E: Element>: Send + Sync;
    /// A position: one `usize` per axis.
    type Index: Copy + fmt::Debug + AsRef<[usize]> + AsMut<[usize]>;
    /// The number of axes.
    const RANK: usize;
    /// The size of each axis.
    const DIMS: &'static [usize];
    /// The name and size of each axis.
    const AXES: &'static [AxisName];
    /// The number of elements: the product of the sizes.
    const LEN: usize;
    /// The position of the first element.
    const ORIGIN: Self::Index;
}

macro_rules! shapes { ($($rank:literal ($($axis:ident)*) $nested:ty;)*) => { $(
    impl<$($axis: Dim),*> sealed::Sealed for ($($axis,)*) {}
    impl<$($axis: Dim),*> Shape for ($($axis,)*) {
        type Nested<E: Element> = $nested;
        type Index = [usize; $rank];
        const RANK: usize = $rank;
        const DIMS: &'static [usize] = &[$(<$axis::Size as typenum::Unsigned>::USIZE),*];
        const AXES: &'static [AxisName] = &[$(AxisName::of::<$axis>()),*];
        const LEN: usize = 1 $(* <$axis::Size as typenum::Unsigned>::USIZE)*;
        const ORIGIN: Self::Index = [0; $rank];
    }
)* } }
shapes! {
    0 () E;
    1 (A) GenericArray<E, A::Size>;
    2 (A B) GenericArray<<(B,) as Shape>::Nested<E>, A::Size>;
    3 (A B C) GenericArray<<(B, C) as Shape>::Nested<E>, A::Size>;
    4 (A B C D) GenericArray<<(B, C, D) as Shape>::Nested<E>, A::Size>;
    5 (A B C D F) GenericArray<<(B, C, D, F) as Shape>::Nested<E>, A::Size>;
    6 (A B C D F G) GenericArray<<(B, C, D, F, G) as Shape>::Nested<E>, A::Size>;
}

/// `Self` is `S`.
///
/// A method whose bound is on a parameter that is found through this trait is always found itself, and its lesson is shown
/// when the bound does not hold; with the bound on the array's own shape rustc would say that there is no such method.
#[doc(hidden)]
pub trait Is<S>: Shape {}
impl<S: Shape> Is<S> for S {}

/// An axis as a value, for messages: `Batch = 64`, or `64` if it has no name.
///
/// ```
/// use shapeful::{AxisName, axes, dim};
/// axes! { Batch = 64; }
/// assert_eq!(AxisName::of::<Batch>().to_string(), "Batch = 64");
/// assert_ne!(AxisName::of::<Batch>(), AxisName::of::<dim!(64)>());
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AxisName {
    name: Option<&'static str>,
    size: usize,
}
impl AxisName {
    /// The name of the axis `N`.
    ///
    /// ```
    /// use shapeful::{AxisName, axes};
    /// axes! { Batch = 64; }
    /// assert_eq!(AxisName::of::<Batch>().to_string(), "Batch = 64");
    /// ```
    pub const fn of<N: Dim>() -> Self {
        AxisName { name: N::NAME, size: N::SIZE }
    }
}
impl fmt::Display for AxisName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name {
            Some(name) => write!(f, "{name} = {}", self.size),
            None => write!(f, "{}", self.size),
        }
    }
}
impl fmt::Debug for AxisName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A shape as a value, for messages: `(Batch = 64, Pixels = 784)`.
///
/// ```
/// use shapeful::{ShapeName, axes};
/// axes! { Batch = 64; Pixels = 784; }
/// assert_eq!(ShapeName::of::<(Batch, Pixels)>().to_string(), "(Batch = 64, Pixels = 784)");
/// assert_eq!(ShapeName::of::<(Batch,)>().to_string(), "(Batch = 64,)");
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ShapeName {
    axes: &'static [AxisName],
}
impl ShapeName {
    /// The name of the shape `S`.
    ///
    /// ```
    /// use shapeful::{ShapeName, axes, dim};
    /// axes! { Batch = 64; }
    /// assert_eq!(ShapeName::of::<(Batch, dim!(10))>().to_string(), "(Batch = 64, 10)");
    /// ```
    pub const fn of<S: Shape>() -> Self {
        ShapeName { axes: S::AXES }
    }
    /// The size of each axis.
    ///
    /// ```
    /// use shapeful::{ShapeName, dim};
    /// assert!(ShapeName::of::<(dim!(2), dim!(3))>().dims().eq([2, 3]));
    /// ```
    pub fn dims(&self) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator {
        self.axes.iter().map(|axis| axis.size)
    }
}
impl fmt::Display for ShapeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(")?;
        for (position, axis) in self.axes.iter().enumerate() {
            let comma = if position > 0 { ", " } else { "" };
            write!(f, "{comma}{axis}")?;
        }
        f.write_str(if self.axes.len() == 1 { ",)" } else { ")" })
    }
}
impl fmt::Debug for ShapeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
