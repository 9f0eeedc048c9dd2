//! `+=`, `-=`, `*=` and `/=` with equal shapes, with numbers, and with operands that are stretched by `.broadcast()`.
use crate::array::Array;
#[cfg(feature = "alloc")]
use crate::array::Tensor;
use crate::dim::Never;
use crate::elem::Float;
use crate::ops::broadcast::{Broadcast, BroadcastsTo, zip_broadcast};
use crate::shape::Shape;
use core::ops::{AddAssign, DivAssign, MulAssign, SubAssign};

/// `Self` and `Rhs` are the same shape.
///
/// ```
/// use shapeful::{SameShape, axes};
/// axes! { Batch = 4; Features = 4; }
/// fn same<S: SameShape<R>, R>() {}
/// same::<(Batch, Features), (Batch, Features)>();
/// ```
/// The same sizes do not make the same shape:
/// ```compile_fail,E0277
/// # use shapeful::{SameShape, axes};
/// # axes! { Batch = 4; Features = 4; }
/// # fn same<S: SameShape<R>, R>() {}
/// same::<(Batch, Features), (Features, Batch)>();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: {Self} and {Rhs} are different shapes",
    label = "the left operand is {Self}, the right one {Rhs}",
    note = "`+`, `-`, `*` and `/` work element by element, on equal shapes",
    note = "nothing is stretched silently: to stretch the right operand write `&x + b.broadcast()`",
    note = "lesson S16"
)]
pub trait SameShape<Rhs>: Shape {}
#[diagnostic::do_not_recommend]
impl<S: Shape> SameShape<S> for S {}
#[diagnostic::do_not_recommend]
impl<S: Shape> SameShape<Never> for S {}

/// Two shapes that `SameShape` has found to be one.
#[inline]
fn same<S: SameShape<R>, R: Shape, E: Float>(rhs: &Array<R, E>) -> &Array<S, E> {
    rhs.reinterpret()
}

/// The operators that change their left operand.
macro_rules! assigning { ($($Assign:ident $assign:ident $op:ident;)*) => { $(
    impl<S: SameShape<R>, R: Shape, E: Float> $Assign<&Array<R, E>> for Array<S, E> {
        #[inline]
        fn $assign(&mut self, rhs: &Array<R, E>) {
            self.zip_map_in_place(same(rhs), E::$op);
        }
    }
    impl<S: Shape, R: BroadcastsTo<S>, E: Float> $Assign<Broadcast<'_, R, E>> for Array<S, E> {
        #[inline]
        fn $assign(&mut self, rhs: Broadcast<'_, R, E>) {
            zip_broadcast(self, rhs.0, E::$op);
        }
    }
    #[diagnostic::do_not_recommend]
    impl<S: Shape, E: Float> $Assign<E> for Array<S, E> {
        #[inline]
        fn $assign(&mut self, rhs: E) {
            self.map_in_place(|x| x.$op(rhs));
        }
    }
    #[cfg(feature = "alloc")]
    impl<S: SameShape<R>, R: Shape, E: Float> $Assign<&Tensor<R, E>> for Array<S, E> {
        #[inline]
        fn $assign(&mut self, rhs: &Tensor<R, E>) {
            self.zip_map_in_place(same(rhs), E::$op);
        }
    }
    #[cfg(feature = "alloc")]
    impl<S: SameShape<R>, R: Shape, E: Float> $Assign<Tensor<R, E>> for Array<S, E> {
        #[inline]
        fn $assign(&mut self, rhs: Tensor<R, E>) {
            self.zip_map_in_place(same(&rhs), E::$op);
        }
    }
    #[cfg(feature = "alloc")]
    impl<S: Shape, E: Float, R> $Assign<R> for Tensor<S, E>
    where
        Array<S, E>: $Assign<R>,
    {
        #[inline]
        fn $assign(&mut self, rhs: R) {
            (**self).$assign(rhs);
        }
    }
)* } }
assigning! {
    AddAssign add_assign add;
    SubAssign sub_assign sub;
    MulAssign mul_assign mul;
    DivAssign div_assign div;
}
