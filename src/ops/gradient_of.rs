//! What goes backward has the shape of what went forward.
#![cfg(feature = "alloc")]
use crate::dim::Never;
use crate::shape::Shape;

/// `Self`, the shape of `dout`, is `Out`, the shape that forward gave.
///
/// ```
/// use shapeful::{GradientOf, axes};
/// axes! { Batch = 2; Time = 5; Hidden = 6; }
/// fn goes_back<Dout: GradientOf<Out>, Out>() {}
/// goes_back::<(Batch, Time, Hidden), (Batch, Time, Hidden)>();
/// ```
/// The gradient of something else goes back somewhere else:
/// ```compile_fail,E0277
/// # use shapeful::{GradientOf, axes};
/// # axes! { Batch = 2; Time = 5; Hidden = 6; Words = 7; }
/// # fn goes_back<Dout: GradientOf<Out>, Out>() {}
/// goes_back::<(Batch, Time, Words), (Batch, Time, Hidden)>();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: dout is {Self}, but forward gave {Out}",
    label = "dout is {Self}",
    note = "a gradient has the shape of what it is the gradient of: dout that of out, dh that of h",
    note = "what lies between them goes backward first: pass on the dx of the layer that comes next",
    note = "lesson S54"
)]
pub trait GradientOf<Out>: Shape {}
#[diagnostic::do_not_recommend]
impl<S: Shape> GradientOf<S> for S {}
// With these no error is found before the cache is known, so the lesson names both shapes: two of each rank, since `S` is of one rank itself.
macro_rules! undecided { ($($nth:literal)*) => { $(
    #[diagnostic::do_not_recommend]
    impl<S: Shape> GradientOf<(Never<$nth>, Never<$nth>)> for S {}
    #[diagnostic::do_not_recommend]
    impl<S: Shape> GradientOf<(Never<$nth>, Never<$nth>, Never<$nth>)> for S {}
    #[diagnostic::do_not_recommend]
    impl<S: Shape> GradientOf<(Never<$nth>, Never<$nth>, Never<$nth>, Never<$nth>)> for S {}
)* } }
undecided! { 0 1 }
