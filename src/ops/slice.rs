//! `x.slice(Pixels, span!(2..5))`: a part of an axis, with bounds that the compiler checks.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::axis::{HasAxis, len_from};
use crate::dim::{Dim, Never};
use crate::elem::Element;
use crate::shape::Shape;
use core::marker::PhantomData;
use core::ops::Add;
use typenum::{B1, IsLessOrEqual, Sum};

/// `LEN` places of an axis, from `START` on. Written [`span!`](crate::span).
///
/// ```
/// use shapeful::{Span, Tensor, axes, dim, span};
/// axes! { Gates = 4; }
/// let middle: Span<dim!(1), dim!(2)> = span!(1..3);
/// assert_eq!(Tensor::<(Gates,)>::from([1.0, 2.0, 3.0, 4.0]).slice(Gates, middle), [2.0, 3.0]);
/// ```
pub struct Span<Start, Len>(PhantomData<(Start, Len)>);
impl<Start, Len> Span<Start, Len> {
    /// The only value.
    #[doc(hidden)]
    pub const NEW: Self = Span(PhantomData);
}

/// A range of an axis: `span!(2..5)` is the places 2, 3 and 4.
///
/// ```
/// use shapeful::{Tensor, dim, span};
/// const HALF: usize = 2;
/// let x = Tensor::<(dim!(4),)>::from([1.0, 2.0, 3.0, 4.0]);
/// let left: Tensor<(dim!(2),)> = x.slice(shapeful::Axis::<0>, span!(0..HALF));
/// assert_eq!(left, [1.0, 2.0]);
/// ```
#[macro_export]
macro_rules! span {
    ($range:expr) => {
        $crate::ops::Span::<
            $crate::dim!(($range).start),
            $crate::dim!(@ $crate::ops::checked_span_len($range), $crate::ops::span_len($range)),
        >::NEW
    };
}

/// The number of places of a range.
#[doc(hidden)]
pub const fn span_len(range: core::ops::Range<usize>) -> usize {
    range.end.saturating_sub(range.start)
}
/// The number of places of a range that counts upwards.
#[doc(hidden)]
pub const fn checked_span_len(range: core::ops::Range<usize>) -> usize {
    assert!(range.start <= range.end, "a span ends before it starts");
    span_len(range)
}

/// The axis `Axis` of `Self` has `Len` places from `Start` on.
///
/// ```
/// use shapeful::{Holds, axes, dim};
/// axes! { Batch = 2; Gates = 4; }
/// fn holds<S: Holds<Gates, Start, Len>, Start, Len>() {}
/// holds::<(Batch, Gates), dim!(2), dim!(2)>();
/// ```
/// From place 3 on there is one place left, not two:
/// ```compile_fail,E0277
/// # use shapeful::{Holds, axes, dim};
/// # axes! { Batch = 2; Gates = 4; }
/// # fn holds<S: Holds<Gates, Start, Len>, Start, Len>() {}
/// holds::<(Batch, Gates), dim!(3), dim!(2)>();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: the axis {Axis} of {Self} does not have {Len} places from {Start} on",
    label = "this axis is too short",
    note = "`span!(a..b)` is the places a to b-1, and b is at most the size of the axis",
    note = "lesson S72"
)]
pub trait Holds<Axis, Start, Len>: Shape {}
#[diagnostic::do_not_recommend]
impl<S: Shape, Axis: Dim, Start: Dim, Len: Dim> Holds<Axis, Start, Len> for S
where
    Start::Size: Add<Len::Size>,
    Sum<Start::Size, Len::Size>: IsLessOrEqual<Axis::Size, Output = B1>,
{
}
#[diagnostic::do_not_recommend]
impl<S: Shape> Holds<Never, Never, Never> for S {}

impl<S: Shape, E: Element> Array<S, E> {
    /// A part of an axis, copied out.
    ///
    /// ```
    /// use shapeful::{Tensor, axes, dim, span};
    /// axes! { Batch = 2; Gates = 4; }
    /// let a = Tensor::<(Batch, Gates)>::from([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]);
    /// let forget: Tensor<(Batch, dim!(2))> = a.slice(Gates, span!(1..3));
    /// assert_eq!(forget, [[2.0, 3.0], [6.0, 7.0]]);
    /// ```
    pub fn slice<Which, UniquePosition, Start: Dim, Len: Dim, Out: Shape>(
        &self,
        _axis: Which,
        _span: Span<Start, Len>,
    ) -> Tensor<Out, E>
    where
        S: HasAxis<Which, UniquePosition, With<Len> = Out>,
        S: Holds<S::Axis, Start, Len>,
    {
        let mut out = Tensor::zeros();
        let (from, kept) = (self.as_slice(), len_from::<Out>(S::POSITION));
        for (i, part) in out.as_mut_slice().chunks_exact_mut(kept.max(1)).enumerate() {
            part.copy_from_slice(&from[offset::<S>(S::POSITION, Start::SIZE, i)..][..kept]);
        }
        out
    }
}

/// The gradient of [`Array::slice`]: `dy` at the places of the span, 0 elsewhere.
///
/// - Shapes: `dy: (Len, D)`, `span!(Start..Start + Len)` → `dx: (N, D)` along the first axis, and so along any other.
///
/// ```
/// use shapeful::{Axis, Tensor, axes, dim, ops::slice_backward, span};
/// axes! { Gates = 4; }
/// let dy = Tensor::<(dim!(2),)>::from([1.0, 2.0]);
/// let dx: Tensor<(Gates,)> = slice_backward(&dy, Gates, span!(1..3));
/// assert_eq!(dx, [0.0, 1.0, 2.0, 0.0]);
/// ```
pub fn slice_backward<S, E: Element, Which, UniquePosition, Start: Dim, Len: Dim, Out: Shape>(
    dy: &Array<Out, E>,
    _axis: Which,
    _span: Span<Start, Len>,
) -> Tensor<S, E>
where
    S: HasAxis<Which, UniquePosition, With<Len> = Out>,
    S: Holds<S::Axis, Start, Len>,
{
    let mut dx = Tensor::<S, E>::zeros();
    let kept = len_from::<Out>(S::POSITION);
    for (i, part) in dy.as_slice().chunks_exact(kept.max(1)).enumerate() {
        dx.as_mut_slice()[offset::<S>(S::POSITION, Start::SIZE, i)..][..kept].copy_from_slice(part);
    }
    dx
}

/// Where the span starts in the `i`th of those rows.
fn offset<S: Shape>(position: usize, start: usize, i: usize) -> usize {
    i * len_from::<S>(position) + start * len_from::<S>(position + 1)
}
