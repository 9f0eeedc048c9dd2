//! `+`, `-`, `*` and `/` of equal shapes, with numbers, and with operands that are stretched by `.broadcast()`.
use crate::array::Array;
#[cfg(feature = "alloc")]
use crate::array::Tensor;
use crate::dim::Never;
use crate::elem::Float;
use crate::ops::broadcast::{Broadcast, BroadcastsTo, zip_broadcast};
use crate::shape::Shape;
use core::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Sub, SubAssign};

/// `Self` and `Rhs` are the same shape.
#[diagnostic::on_unimplemented(
    message = "shape mismatch: {Self} and {Rhs} are different shapes",
    label = "the left operand is {Self}, the right one {Rhs}",
    note = "`+`, `-`, `*` and `/` work element by element, on equal shapes",
    note = "nothing is stretched silently: to stretch the right operand write `&x + b.broadcast()`",
    note = "lesson S04"
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

/// The operators on values: the left operand is borrowed and copied, or owned and changed in place.
#[cfg(feature = "alloc")]
macro_rules! operators { ($($Op:ident $op:ident $Assign:ident $assign:ident;)*) => { $(
    operators! { @left $Op $op $assign; ('a) &'a Array<S, E>, |x| x.to_tensor() }
    operators! { @left $Op $op $assign; ('a) &'a Tensor<S, E>, |x| x.clone() }
    operators! { @left $Op $op $assign; () Tensor<S, E>, |x| x }
    operators! { @stretched $Op $op; &Array<S, E> }
    operators! { @stretched $Op $op; &Tensor<S, E> }
    operators! { @stretched $Op $op; Tensor<S, E> }
    operators! { @number $Op $op; f32 f64 }
)* };
(@left $Op:ident $op:ident $assign:ident; ($($a:lifetime)?) $left:ty, |$x:ident| $owned:expr) => {
    operators! { @pair $Op $op $assign; ($($a)?) $left, &Array<R, E>, |$x| $owned }
    operators! { @pair $Op $op $assign; ($($a)?) $left, &Tensor<R, E>, |$x| $owned }
    operators! { @pair $Op $op $assign; ($($a)?) $left, Tensor<R, E>, |$x| $owned }
    impl<$($a,)? S: Shape, R: BroadcastsTo<S>, E: Float> $Op<Broadcast<'_, R, E>> for $left {
        type Output = Tensor<S, E>;
        fn $op(self, rhs: Broadcast<'_, R, E>) -> Tensor<S, E> {
            let $x = self;
            let mut out = $owned;
            out.$assign(rhs);
            out
        }
    }
    #[diagnostic::do_not_recommend]
    impl<$($a,)? S: Shape, E: Float> $Op<E> for $left {
        type Output = Tensor<S, E>;
        fn $op(self, rhs: E) -> Tensor<S, E> {
            let $x = self;
            let mut out = $owned;
            out.$assign(rhs);
            out
        }
    }
};
(@pair $Op:ident $op:ident $assign:ident; ($($a:lifetime)?) $left:ty, $right:ty, |$x:ident| $owned:expr) => {
    impl<$($a,)? S: SameShape<R>, R: Shape, E: Float> $Op<$right> for $left {
        type Output = Tensor<S, E>;
        fn $op(self, rhs: $right) -> Tensor<S, E> {
            let $x = self;
            let mut out = $owned;
            (*out).$assign(&*rhs);
            out
        }
    }
};
(@stretched $Op:ident $op:ident; $right:ty) => {
    impl<S: Shape, R: BroadcastsTo<S>, E: Float> $Op<$right> for Broadcast<'_, R, E> {
        type Output = Tensor<S, E>;
        fn $op(self, rhs: $right) -> Tensor<S, E> {
            let mut out: Tensor<S, E> = self.to_tensor();
            out.zip_map_in_place(&rhs, E::$op);
            out
        }
    }
};
(@number $Op:ident $op:ident; $($E:ident)*) => { $(
    operators! { @number_left $Op $op; $E, &Array<S, $E> }
    operators! { @number_left $Op $op; $E, &Tensor<S, $E> }
    operators! { @number_left $Op $op; $E, Tensor<S, $E> }
)* };
(@number_left $Op:ident $op:ident; $E:ident, $right:ty) => {
    #[diagnostic::do_not_recommend]
    impl<S: Shape> $Op<$right> for $E {
        type Output = Tensor<S, $E>;
        fn $op(self, rhs: $right) -> Tensor<S, $E> {
            rhs.map(|x| $Op::$op(self, x))
        }
    }
} }
#[cfg(feature = "alloc")]
operators! {
    Add add AddAssign add_assign;
    Sub sub SubAssign sub_assign;
    Mul mul MulAssign mul_assign;
    Div div DivAssign div_assign;
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

#[cfg(feature = "alloc")]
impl<S: Shape, E: Float> Neg for &Array<S, E> {
    type Output = Tensor<S, E>;
    fn neg(self) -> Tensor<S, E> {
        self.map(E::neg)
    }
}
#[cfg(feature = "alloc")]
impl<S: Shape, E: Float> Neg for &Tensor<S, E> {
    type Output = Tensor<S, E>;
    fn neg(self) -> Tensor<S, E> {
        self.map(E::neg)
    }
}
#[cfg(feature = "alloc")]
impl<S: Shape, E: Float> Neg for Tensor<S, E> {
    type Output = Tensor<S, E>;
    fn neg(mut self) -> Tensor<S, E> {
        self.map_in_place(E::neg);
        self
    }
}

/// The gradients of `y = a · b`, element by element: `da = b·dy`, `db = a·dy`.
///
/// ```
/// use shapeful::{Tensor, dim, ops::mul_backward};
/// let (a, b) = (Tensor::<(dim!(1),)>::from([2.0]), Tensor::<(dim!(1),)>::from([3.0]));
/// let (da, db) = mul_backward(&Tensor::ones(), &a, &b);
/// assert_eq!((da[[0]], db[[0]]), (3.0, 2.0));
/// ```
#[cfg(feature = "alloc")]
pub fn mul_backward<S: Shape, E: Float>(
    dy: &Array<S, E>,
    a: &Array<S, E>,
    b: &Array<S, E>,
) -> (Tensor<S, E>, Tensor<S, E>) {
    (dy * b, dy * a)
}

/// The gradients of `y = a / b`, element by element: `da = dy/b`, `db = −a·dy/b²`.
///
/// ```
/// use shapeful::{Tensor, dim, ops::div_backward};
/// let (a, b) = (Tensor::<(dim!(1),)>::from([6.0]), Tensor::<(dim!(1),)>::from([2.0]));
/// let (da, db) = div_backward(&Tensor::ones(), &a, &b);
/// assert_eq!((da[[0]], db[[0]]), (0.5, -1.5));
/// ```
#[cfg(feature = "alloc")]
pub fn div_backward<S: Shape, E: Float>(
    dy: &Array<S, E>,
    a: &Array<S, E>,
    b: &Array<S, E>,
) -> (Tensor<S, E>, Tensor<S, E>) {
    let da = dy / b;
    let db = -(&da * a / b);
    (da, db)
}

/// The gradients of `y = a + b`: both are `dy`.
///
/// ```
/// use shapeful::{Tensor, dim, ops::add_backward};
/// let (da, db) = add_backward(&Tensor::<(dim!(2),)>::ones());
/// assert_eq!(da, db);
/// ```
#[cfg(feature = "alloc")]
pub fn add_backward<S: Shape, E: Float>(dy: &Array<S, E>) -> (Tensor<S, E>, Tensor<S, E>) {
    (dy.to_tensor(), dy.to_tensor())
}

/// The gradients of `y = a − b`: `da = dy`, `db = −dy`.
///
/// ```
/// use shapeful::{Tensor, dim, ops::sub_backward};
/// let (da, db) = sub_backward(&Tensor::<(dim!(2),)>::ones());
/// assert_eq!(da, -db);
/// ```
#[cfg(feature = "alloc")]
pub fn sub_backward<S: Shape, E: Float>(dy: &Array<S, E>) -> (Tensor<S, E>, Tensor<S, E>) {
    (dy.to_tensor(), -dy)
}
