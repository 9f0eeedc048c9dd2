//! What is pooled is no larger than the image.
#![cfg(feature = "alloc")]
use crate::dim::{Dim, Never};
use typenum::{B0, B1, IsLessOrEqual, LeEq};

/// `Self`, the sides of `dout`, are no larger than those of the image that was pooled.
#[doc(hidden)]
pub trait PooledFrom<Height, Width> {
    /// `Side`, which is there only if they are: whether a window tiles an image that stands in the place of `dout` is not judged.
    type Then<Side: Dim>: Dim;
}
// Not `do_not_recommend`: the lesson is that of the bounds, and it would hide it.
impl<Dout: Compares<H, W, IsWithin: AreWithin<Dout, H, W>>, H: Dim, W: Dim> PooledFrom<H, W> for Dout {
    type Then<Side: Dim> = <Dout::IsWithin as AreWithin<Dout, H, W>>::Then<Side>;
}

/// `Self`, whether the sides of `dout` lie within those of the image, is [`Within`].
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "shape mismatch: dout has maps of {Dout}, which are larger than the images of ({H}, {W}) that were pooled",
    label = "maps of {Dout}",
    note = "dout (N, C, H', W'), x (N, C, H, W), H' = (H - PH) / S + 1: a window leaves one number of several",
    note = "call it as `max_pool_backward(&dout, &x, window, stride)`, with the x that went forward",
    note = "lesson S54"
)]
pub trait AreWithin<Dout, H, W> {
    type Then<Side: Dim>: Dim;
}
#[diagnostic::do_not_recommend]
impl<Dout, H, W> AreWithin<Dout, H, W> for Within {
    type Then<Side: Dim> = Side;
}
// With this one rustc does not infer that they are.
#[diagnostic::do_not_recommend]
impl<Dout, H, W> AreWithin<Dout, H, W> for Never {
    type Then<Side: Dim> = Side;
}

/// Whether `Self`, two sides, are no larger than two others.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "shape mismatch: whether {Self} are larger than ({H}, {W}) is not known",
    label = "no size is known here",
    note = "in generic code the sizes are not known: give the sides of images as names or numbers",
    note = "lesson S67"
)]
pub trait Compares<H, W> {
    type IsWithin;
}
#[diagnostic::do_not_recommend]
impl<DoutH: Dim, DoutW: Dim, H: Dim, W: Dim> Compares<H, W> for (DoutH, DoutW)
where
    DoutH::Size: IsLessOrEqual<H::Size>,
    DoutW::Size: IsLessOrEqual<W::Size>,
    (LeEq<DoutH::Size, H::Size>, LeEq<DoutW::Size, W::Size>): Answers,
{
    type IsWithin = <(LeEq<DoutH::Size, H::Size>, LeEq<DoutW::Size, W::Size>) as Answers>::Answer;
}

/// Both sides are no larger.
pub struct Within;
/// One side is larger.
pub struct Larger;
/// The answer for two sides.
pub trait Answers {
    type Answer;
}
impl Answers for (B1, B1) {
    type Answer = Within;
}
impl Answers for (B0, B1) {
    type Answer = Larger;
}
impl Answers for (B1, B0) {
    type Answer = Larger;
}
impl Answers for (B0, B0) {
    type Answer = Larger;
}
