//! What goes backward has the shape of what went forward.
#![cfg(feature = "alloc")]
use crate::array::Array;
use crate::dim::Never;
use crate::elem::Float;
use crate::shape::Shape;

/// `Self`, an array of shape `Dout`, is the gradient of what forward gave, of shape `Out`.
///
/// ```
/// use shapeful::{Array, GradientOf, Shape, axes};
/// axes! { Batch = 2; Time = 5; Hidden = 6; }
/// fn goes_back<Dout: Shape, Out>() where Array<Dout>: GradientOf<Dout, Out> {}
/// goes_back::<(Batch, Time, Hidden), (Batch, Time, Hidden)>();
/// ```
/// The gradient of something else goes back somewhere else:
/// ```compile_fail,E0277
/// # use shapeful::{Array, GradientOf, Shape, axes};
/// # axes! { Batch = 2; Time = 5; Hidden = 6; Words = 7; }
/// # fn goes_back<Dout: Shape, Out>() where Array<Dout>: GradientOf<Dout, Out> {}
/// goes_back::<(Batch, Time, Words), (Batch, Time, Hidden)>();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: dout is {Dout}, but forward gave {Out}",
    label = "dout is {Dout}",
    note = "a gradient has the shape of what it is the gradient of: dout that of out, dh that of h",
    note = "what lies between them goes backward first: pass on the dx of the layer that comes next",
    note = "lesson S54"
)]
// Of the array and not of its shape: of a `Self` that is not known yet rustc infers nothing, and `&Tensor::ones()` may stand for dout.
pub trait GradientOf<Dout, Out> {}
#[diagnostic::do_not_recommend]
impl<S: Shape, E: Float> GradientOf<S, S> for Array<S, E> {}
// With these no error is found before the cache is known, so the lesson names both shapes: two of each rank, since `S` is of one rank itself.
macro_rules! undecided { ($($nth:literal)*) => { $(
    #[diagnostic::do_not_recommend]
    impl<S: Shape, E: Float> GradientOf<S, (Never<$nth>, Never<$nth>)> for Array<S, E> {}
    #[diagnostic::do_not_recommend]
    impl<S: Shape, E: Float> GradientOf<S, (Never<$nth>, Never<$nth>, Never<$nth>)> for Array<S, E> {}
    #[diagnostic::do_not_recommend]
    impl<S: Shape, E: Float> GradientOf<S, (Never<$nth>, Never<$nth>, Never<$nth>, Never<$nth>)> for Array<S, E> {}
)* } }
undecided! { 0 1 }
