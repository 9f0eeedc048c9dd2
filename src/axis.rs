//! Choosing one axis of a shape: by name (`x.sum(Batch)`) or by position (`x.sum(Axis::<0>)`).
use crate::dim::Dim;
#[cfg(feature = "alloc")]
use crate::kernel::reduce::AxisOf;
use crate::numeral::_1;
use crate::shape::Shape;
use typenum::{U1, U2, U4, U8, U16, U32};

/// The axis at position `P`, counted from 0: for axes without a name, and in code that is generic over names.
///
/// ```
/// use shapeful::{Array, Axis, Dim, Tensor};
/// fn totals<N: Dim, C: Dim>(counts: &Array<(N, C)>) -> Tensor<(C,)> {
///     counts.sum(Axis::<0>)
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Axis<const P: usize>;

/// `Self` has the axis `Which`, by name or by position.
///
/// `UniquePosition` says how it was found. A name that is there twice leaves it undecided, and then the position has to be given.
///
/// ```
/// use shapeful::{Axis, HasAxis, Tensor, axes, dim};
/// axes! { Batch = 64; Pixels = 784; }
/// let totals: Tensor<(Pixels,)> = Tensor::<<(Batch, Pixels) as HasAxis<Batch, _>>::Removed>::zeros();
/// let part: Tensor<(dim!(8), Pixels)> = Tensor::<<(Batch, Pixels) as HasAxis<Axis<0>, _>>::With<dim!(8)>>::zeros();
/// ```
/// An axis that is not there does not compile:
/// ```compile_fail,E0277
/// # use shapeful::{Tensor, axes};
/// # axes! { Batch = 64; Pixels = 784; Classes = 10; }
/// let totals = Tensor::<(Batch, Pixels)>::ones().sum(Classes);
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: {Self} has no axis {Which}",
    label = "not an axis of {Self}",
    note = "an axis is chosen by its name, as in `x.sum(Batch)`, or by its position counted from 0, as in `x.sum(Axis::<0>)`",
    note = "lesson S25"
)]
pub trait HasAxis<Which, UniquePosition>: Shape {
    /// The axis itself.
    type Axis: Dim;
    /// The shape without it.
    type Removed: Shape;
    /// The shape with another axis in its place.
    type With<Other: Dim>: Shape;
    /// Its position, as `Axis<P>`.
    #[doc(hidden)]
    type At;
    /// Its position p, as 2^p.
    #[doc(hidden)]
    type Bit;
    /// Its position, as a number.
    #[doc(hidden)]
    const POSITION: usize;
}

/// `Dy` is the shape of `Self` reduced along the axis `Which`: without it, or with `dim!(1)` in its place.
///
/// ```
/// use shapeful::{ReducesTo, axes, dim};
/// axes! { Batch = 64; Pixels = 784; }
/// fn is_gradient<Dy, S: ReducesTo<Dy, Batch, At>, At>() {}
/// is_gradient::<(Pixels,), (Batch, Pixels), _>();
/// is_gradient::<(dim!(1), Pixels), (Batch, Pixels), _>();
/// ```
/// The axis that was summed over is not left:
/// ```compile_fail,E0277
/// # use shapeful::{ReducesTo, axes};
/// # axes! { Batch = 64; Pixels = 784; }
/// # fn is_gradient<Dy, S: ReducesTo<Dy, Batch, At>, At>() {}
/// is_gradient::<(Batch,), (Batch, Pixels), _>();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: dy {Dy} is not the gradient of {Self} reduced along {Which}",
    label = "reduced along {Which}; dy is {Dy}",
    note = "a gradient has the shape of the result: for (N, D) reduced along D it is (N,), or (N, dim!(1)) with `_keepdims`",
    note = "lesson S31"
)]
pub trait ReducesTo<Dy, Which, UniquePosition>: HasAxis<Which, UniquePosition> {}

/// How many elements of `S` lie in a row within the axes from `position` on.
#[cfg(feature = "alloc")]
pub(crate) fn len_from<S: Shape>(position: usize) -> usize {
    S::DIMS[position..].iter().product()
}

/// How far the elements along an axis of `S` lie apart, and how many there are.
#[cfg(feature = "alloc")]
pub(crate) fn axis_of<S: HasAxis<Which, At>, Which, At>() -> AxisOf {
    let (before, rest) = S::DIMS.split_at(S::POSITION);
    AxisOf { outer: before.iter().product(), size: rest[0], inner: rest[1..].iter().product() }
}

/// An axis found by its position; one found by its name is found at an `Axis`.
#[doc(hidden)]
pub struct ByPosition;

macro_rules! has_axis { ($($at:literal $bit:ident ($($before:ident)*) $axis:ident ($($after:ident)*);)*) => { $(
    has_axis! { @found $axis, Axis<$at>: $at $bit ($($before)*) $axis ($($after)*) }
    has_axis! { @found Axis<$at>, ByPosition: $at $bit ($($before)*) $axis ($($after)*) }
)* };
(@found $which:ty, $found:ty: $at:literal $bit:ident ($($before:ident)*) $axis:ident ($($after:ident)*)) => {
    #[diagnostic::do_not_recommend]
    impl<$($before: Dim,)* $axis: Dim, $($after: Dim),*> HasAxis<$which, $found> for ($($before,)* $axis, $($after),*) {
        type Axis = $axis;
        type Removed = ($($before,)* $($after,)*);
        type With<Other: Dim> = ($($before,)* Other, $($after),*);
        type At = Axis<$at>;
        type Bit = $bit;
        const POSITION: usize = $at;
    }
    #[diagnostic::do_not_recommend]
    impl<$($before: Dim,)* $axis: Dim, $($after: Dim),*> ReducesTo<($($before,)* $($after,)*), $which, $found>
        for ($($before,)* $axis, $($after),*) {}
    #[diagnostic::do_not_recommend]
    impl<$($before: Dim,)* $axis: Dim, $($after: Dim),*> ReducesTo<($($before,)* _1, $($after),*), $which, $found>
        for ($($before,)* $axis, $($after),*) {}
} }
has_axis! {
    0 U1 () A ();
    0 U1 () A (B);
    1 U2 (A) B ();
    0 U1 () A (B C);
    1 U2 (A) B (C);
    2 U4 (A B) C ();
    0 U1 () A (B C D);
    1 U2 (A) B (C D);
    2 U4 (A B) C (D);
    3 U8 (A B C) D ();
    0 U1 () A (B C D F);
    1 U2 (A) B (C D F);
    2 U4 (A B) C (D F);
    3 U8 (A B C) D (F);
    4 U16 (A B C D) F ();
    0 U1 () A (B C D F G);
    1 U2 (A) B (C D F G);
    2 U4 (A B) C (D F G);
    3 U8 (A B C) D (F G);
    4 U16 (A B C D) F (G);
    5 U32 (A B C D F) G ();
}
