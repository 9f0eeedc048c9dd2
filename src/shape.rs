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
    note = "a shape is a tuple of up to six axes, as in `Tensor<(Batch, Pixels)>`; with one axis `Tensor<(Batch,)>`, with none `Tensor<()>`"
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
    /// The name of each axis that has one.
    const NAMES: &'static [Option<&'static str>];
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
        const NAMES: &'static [Option<&'static str>] = &[$($axis::NAME),*];
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

/// A shape as a value, for messages: `(Batch = 64, Pixels = 784)`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ShapeName {
    dims: &'static [usize],
    names: &'static [Option<&'static str>],
}
impl ShapeName {
    /// The name of the shape `S`.
    pub const fn of<S: Shape>() -> Self {
        ShapeName { dims: S::DIMS, names: S::NAMES }
    }
}
impl fmt::Display for ShapeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(")?;
        for (axis, (size, name)) in self.dims.iter().zip(self.names).enumerate() {
            if axis > 0 {
                f.write_str(", ")?;
            }
            match name {
                Some(name) => write!(f, "{name} = {size}")?,
                None => write!(f, "{size}")?,
            }
        }
        f.write_str(if self.dims.len() == 1 { ",)" } else { ")" })
    }
}
impl fmt::Debug for ShapeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
