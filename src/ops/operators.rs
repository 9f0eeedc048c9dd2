//! `+`, `-`, `*` and `/` of equal shapes, with numbers, and with operands that are stretched by `.broadcast()`; and their gradients.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::elem::{Element, Float};
use crate::ops::arithmetic::{Operand, SameFloat, SameShape};
use crate::ops::broadcast::{Broadcast, BroadcastsTo};
use crate::shape::Shape;
use core::ops::{Add, Div, Mul, Neg, Sub};

/// The operators on values: the left operand is borrowed and copied, or owned and changed in place.
macro_rules! operators { ($($Op:ident $op:ident $sign:literal;)*) => { $(
    operators! { @left $Op $op $sign; &Array<S, E>, |x| x.to_tensor() }
    operators! { @left $Op $op $sign; &Tensor<S, E>, |x| x.clone() }
    operators! { @left $Op $op $sign; Tensor<S, E>, |x| x }
    operators! { @right $Op $op $sign; &Array<S, F> }
    operators! { @right $Op $op $sign; &Tensor<S, F> }
    operators! { @right $Op $op $sign; Tensor<S, F> }
)* };
(@left $Op:ident $op:ident $sign:literal; $left:ty, |$x:ident| $owned:expr) => {
    impl<S, E, Right: Operand<S, E>> $Op<Right> for $left
    where
        S: SameShape<Right::Whole>,
        E: SameFloat<Right::Element>,
        Right::Part: BroadcastsTo<Right::Target>,
    {
        type Output = Tensor<S, E>;
        fn $op(self, rhs: Right) -> Tensor<S, E> {
            let $x = self;
            let mut out = $owned;
            rhs.apply::<$sign>(&mut out);
            out
        }
    }
};
(@right $Op:ident $op:ident $sign:literal; $right:ty) => {
    impl<S: Shape, R: BroadcastsTo<S>, E: SameFloat<F>, F: Float> $Op<$right> for Broadcast<'_, R, E> {
        type Output = Tensor<S, E>;
        fn $op(self, rhs: $right) -> Tensor<S, E> {
            let mut out: Tensor<S, E> = self.to_tensor();
            rhs.apply::<$sign>(&mut out);
            out
        }
    }
    operators! { @number $Op $op $sign; f32, $right }
    operators! { @number $Op $op $sign; f64, $right }
};
(@number $Op:ident $op:ident $sign:literal; $number:ty, $right:ty) => {
    impl<S: Shape, F: Element> $Op<$right> for $number
    where
        $number: SameFloat<F>,
    {
        type Output = Tensor<S, $number>;
        fn $op(self, rhs: $right) -> Tensor<S, $number> {
            rhs.map(|x| self.compute::<$sign>(x))
        }
    }
} }
operators! {
    Add add '+';
    Sub sub '-';
    Mul mul '*';
    Div div '/';
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
/// - Shapes: `dy: S`, `a: S`, `b: S` → `da: S`, `db: S`.
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
/// - Shapes: `dy: S`, `a: S`, `b: S` → `da: S`, `db: S`.
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
/// - Shapes: `dy: S` → `da: S`, `db: S`.
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
/// - Shapes: `dy: S` → `da: S`, `db: S`.
///
/// ```
/// use shapeful::{Tensor, dim, ops::sub_backward};
/// let (da, db) = sub_backward(&Tensor::<(dim!(2),)>::ones());
/// assert_eq!(da, -db);
/// ```
pub fn sub_backward<S: Shape, E: Float>(dy: &Array<S, E>) -> (Tensor<S, E>, Tensor<S, E>) {
    (dy.to_tensor(), -dy)
}
