//! `+`, `-`, `*` and `/` of equal shapes, with numbers, and with operands that are stretched by `.broadcast()`; and their gradients.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::ops::arithmetic::SameShape;
use crate::ops::broadcast::{Broadcast, BroadcastsTo};
use crate::shape::Shape;
use core::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Sub, SubAssign};

/// The operators on values: the left operand is borrowed and copied, or owned and changed in place.
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
operators! {
    Add add AddAssign add_assign;
    Sub sub SubAssign sub_assign;
    Mul mul MulAssign mul_assign;
    Div div DivAssign div_assign;
}

impl<S: Shape, E: Float> Neg for &Array<S, E> {
    type Output = Tensor<S, E>;
    fn neg(self) -> Tensor<S, E> {
        self.map(E::neg)
    }
}
impl<S: Shape, E: Float> Neg for &Tensor<S, E> {
    type Output = Tensor<S, E>;
    fn neg(self) -> Tensor<S, E> {
        self.map(E::neg)
    }
}
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
pub fn sub_backward<S: Shape, E: Float>(dy: &Array<S, E>) -> (Tensor<S, E>, Tensor<S, E>) {
    (dy.to_tensor(), -dy)
}
