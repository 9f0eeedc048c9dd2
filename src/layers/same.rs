//! Shapes that have to be one and the same, each with the lesson of where.
use crate::array::Array;
use crate::elem::Float;
use crate::shape::Shape;

/// `Self` is `Y`, which rustc does not know of the output of a layer: the same numbers under the other name of their shape.
#[doc(hidden)]
pub trait Same<Y: Shape>: Shape {
    fn same<E: Float>(x: &Array<Self, E>) -> &Array<Y, E>;
    fn same_mut<E: Float>(x: &mut Array<Self, E>) -> &mut Array<Y, E>;
}
#[diagnostic::do_not_recommend]
impl<X: Shape> Same<X> for X {
    fn same<E: Float>(x: &Array<X, E>) -> &Array<X, E> {
        x
    }
    fn same_mut<E: Float>(x: &mut Array<X, E>) -> &mut Array<X, E> {
        x
    }
}

/// `Self` and `Y`, which two ways through a network give, add.
///
/// ```
/// use shapeful::{Layer, Linear, Residual, Tensor, axes};
/// axes! { Batch = 2; Features = 3; }
/// let block = Residual(Linear::<Features, Features>::zeros());
/// let y: Tensor<(Batch, Features)> = block.predict(&Tensor::<(Batch, Features)>::ones());
/// ```
/// ```compile_fail,E0277
/// use shapeful::{Layer, Linear, Residual, Tensor, axes};
/// axes! { Batch = 2; Features = 3; Hidden = 5; }
/// let block = Residual(Linear::<Features, Hidden>::zeros());
/// let y: Tensor<(Batch, Hidden)> = block.predict(&Tensor::<(Batch, Features)>::ones());
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: two ways through the network give {Self} and {Y}, and cannot be added",
    label = "the ways give {Self} and {Y}",
    note = "y = x + f(x) and y = f(x) + g(x) add elementwise: both ways end in one shape, and around a residual block goes x itself",
    note = "let the last layer of one way lead to the shape of the other",
    note = "lesson S139"
)]
pub trait WaysAdd<Y: Shape>: Same<Y> {}
#[diagnostic::do_not_recommend]
impl<X: Shape> WaysAdd<X> for X {}

/// A layer that takes `Self` gives `Y`, so it can follow itself.
///
/// ```
/// use shapeful::{Layer, Linear, Repeat, Tensor, axes};
/// axes! { Batch = 2; Features = 3; }
/// let three = Repeat::<_, 3>(std::array::from_fn(|_| Linear::<Features, Features>::zeros()));
/// let y: Tensor<(Batch, Features)> = three.predict(&Tensor::<(Batch, Features)>::ones());
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: a repeated layer takes {Self} and gives {Y}",
    label = "the input is {Self}",
    note = "each copy takes what the copy before it gives: f has to give the shape that it takes, X -> X",
    note = "let the last layer inside lead back to the shape of the first, or write the layers one by one",
    note = "lesson S140"
)]
pub trait Repeats<Y: Shape>: Same<Y> {}
#[diagnostic::do_not_recommend]
impl<X: Shape> Repeats<X> for X {}
