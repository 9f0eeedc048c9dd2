//! Layers that take one shape, told by that shape.
use crate::dim::{Dim, Never};

/// `Self`, an axis of what comes in, is the axis `Wanted` of the layer.
///
/// A layer that takes `(N, M)` has an impl for every `(N, X)`, whose bound this is. Were its impl for `(N, M)` alone, rustc would infer
/// from it what comes out of the layers before, and complain of these: that they do not give M.
///
/// Only where an axis may be the result of arithmetic, as behind [`Flatten`](crate::Flatten): with this bound a layer that takes nothing has
/// an output all the same, and what takes that is complained of, too.
// Tuples of one axis, since of an axis rustc would show where it is declared.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "shape mismatch: layer `{Layer}` cannot take {Input}",
    label = "the input is {Input}",
    note = "the layer wants {Wanted} where the input has {Self}",
    note = "each layer takes what the layer before it gives: Linear<M, D> takes (N, M) and gives (N, D)",
    note = "lesson S73"
)]
pub trait TakenAs<Wanted, Input, Layer> {}
#[diagnostic::do_not_recommend]
impl<M: Dim, Input, Layer> TakenAs<(M,), Input, Layer> for (M,) {}
#[diagnostic::do_not_recommend]
impl<M, Input, Layer> TakenAs<M, Input, Layer> for (Never,) {}

/// Of no numbers, a layer makes none.
///
/// With this second impl, a layer of one rank is not enough for rustc to infer the shape that comes out of the layers before it:
/// of a chain that does not fit it says so, and not that it has no methods.
// Two of them: a layer that takes nothing at all, as its groups do not divide, is left with one.
macro_rules! takes_nothing {
    ([$($generics:tt)*] $layer:ty) => {
        $crate::layers::one_shape::takes_nothing! { [$($generics)*] $layer, ($crate::numeral::_0,) }
        $crate::layers::one_shape::takes_nothing! { [$($generics)*] $layer, ($crate::numeral::_0, $crate::numeral::_0) }
    };
    ([$($generics:tt)*] $layer:ty, $nothing:ty) => {
    #[diagnostic::do_not_recommend]
    impl<$($generics)*> $crate::layers::layer::Layer<$nothing, E> for $layer {
        type Y = $nothing;
        type Cache<Md: $crate::layers::mode::Mode> = ();
        fn forward<Md: $crate::layers::mode::Mode>(&self, _: &$crate::array::Array<Self::Y, E>, (): &mut (), _: &mut $crate::array::Array<Self::Y, E>) {}
        fn backward(
            &mut self,
            _: &$crate::array::Array<Self::Y, E>,
            (): &mut (),
            _: &$crate::array::Array<Self::Y, E>,
            _: Option<&mut $crate::array::Array<Self::Y, E>>,
            grad: &mut Self,
        ) {
            grad.each_param_mut(|_, dw| dw.fill(E::ZERO));
        }
    }
    };
}
pub(crate) use takes_nothing;
