//! `+=`, `-=`, `*=` and `/=` with equal shapes, with numbers, and with operands that are stretched by `.broadcast()`.
use crate::array::Array;
#[cfg(feature = "alloc")]
use crate::array::Tensor;
use crate::dim::Never;
use crate::elem::{Element, Float};
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

/// Elements of type `Self` and `Rhs` compute together: they are one float type.
///
/// ```
/// use shapeful::SameFloat;
/// fn same<E: SameFloat<F>, F>() {}
/// same::<f32, f32>();
/// ```
/// Nothing is converted silently:
/// ```compile_fail,E0277
/// # use shapeful::SameFloat;
/// # fn same<E: SameFloat<F>, F>() {}
/// same::<f64, f32>();
/// ```
#[diagnostic::on_unimplemented(
    message = "element mismatch: cannot compute with {Self} and {Rhs}, which are not one float type",
    label = "the left operand holds {Self}, the right one {Rhs}",
    note = "`+`, `-`, `*` and `/` take operands of one float type, f32 or f64, and convert nothing silently",
    note = "`x.map(f64::from)` makes f64 of f32, and `x.map(f32::from)` makes f32 of bytes",
    note = "lesson S15"
)]
pub trait SameFloat<Rhs>: Element {
    /// `self OP rhs`.
    #[doc(hidden)]
    fn compute<const OP: char>(self, rhs: Rhs) -> Self;
}
#[diagnostic::do_not_recommend]
impl<E: Float> SameFloat<E> for E {
    #[inline]
    fn compute<const OP: char>(self, rhs: E) -> E {
        match OP {
            '+' => self + rhs,
            '-' => self - rhs,
            '*' => self * rhs,
            '/' => self / rhs,
            _ => unreachable!("these are the operators"),
        }
    }
}
// With fewer than two that fit any element, rustc would infer the right one, and say less.
macro_rules! same_float_never { ($($nth:literal)*) => { $(
    #[diagnostic::do_not_recommend]
    impl<E: Element> SameFloat<Never<$nth>> for E {
        fn compute<const OP: char>(self, _: Never<$nth>) -> E {
            self
        }
    }
)* } }
same_float_never! { 0 1 }

/// `Self` can stand on the right of `+`, `-`, `*` and `/`, where a tensor of shape `S` with elements `E` is on the left.
///
/// ```
/// use shapeful::{Operand, Tensor, axes};
/// axes! { Batch = 4; Classes = 3; }
/// fn stands<T: Operand<(Batch, Classes), f32>>(_: T) {}
/// stands(2.0);
/// stands(&Tensor::<(Batch, Classes)>::zeros());
/// stands(Tensor::<(Classes,)>::zeros().broadcast());
/// ```
/// An integer does not:
/// ```compile_fail,E0277
/// # use shapeful::{Operand, Tensor, axes};
/// # axes! { Batch = 4; Classes = 3; }
/// # fn stands<T: Operand<(Batch, Classes), f32>>(_: T) {}
/// stands(2);
/// ```
#[diagnostic::on_unimplemented(
    message = "element mismatch: cannot compute with a tensor of {E} and `{Self}`",
    label = "the left operand is {S} of {E}, the right one `{Self}`",
    note = "`+`, `-`, `*` and `/` take a tensor or a number of the same float type, and convert nothing silently",
    note = "the number 2 is `2.0`, in code that is generic over floats `E::of(2.0)`; bytes become floats by `x.map(f32::from)`",
    note = "a transpose is a view of a matrix: `x.t().to_tensor()` is a tensor",
    note = "lesson S15"
)]
pub trait Operand<S: Shape, E: Element> {
    /// Its float type.
    type Element;
    /// The shape that has to be `S`.
    type Whole;
    /// The shape that has to stretch to `Target`.
    type Part;
    /// See `Part`.
    type Target;
    /// `left = left OP self`.
    #[doc(hidden)]
    fn apply<const OP: char>(self, left: &mut Array<S, E>)
    where
        E: SameFloat<Self::Element>,
        Self::Part: BroadcastsTo<Self::Target>;
}
#[diagnostic::do_not_recommend]
impl<S: Shape, E: Float> Operand<S, E> for E {
    type Element = E;
    type Whole = S;
    type Part = ();
    type Target = ();
    #[inline]
    fn apply<const OP: char>(self, left: &mut Array<S, E>) {
        left.map_in_place(|x| x.compute::<OP>(self));
    }
}
#[diagnostic::do_not_recommend]
impl<S: Shape, E: Element, R: Shape, F: Element> Operand<S, E> for Broadcast<'_, R, F> {
    type Element = F;
    type Whole = S;
    type Part = R;
    type Target = S;
    #[inline]
    fn apply<const OP: char>(self, left: &mut Array<S, E>)
    where
        E: SameFloat<F>,
        R: BroadcastsTo<S>,
    {
        zip_broadcast(left, self.0, |x, y| x.compute::<OP>(y));
    }
}
macro_rules! arrays { ($($(#[$attribute:meta])* $right:ty;)*) => { $(
    #[diagnostic::do_not_recommend]
    $(#[$attribute])*
    impl<S: Shape, E: Element, R: Shape, F: Element> Operand<S, E> for $right {
        type Element = F;
        type Whole = R;
        type Part = ();
        type Target = ();
        #[inline]
        fn apply<const OP: char>(self, left: &mut Array<S, E>)
        where
            E: SameFloat<F>,
        {
            // The operators ask that `S` and `R` are one shape.
            left.zip_map_in_place(self.reinterpret(), |x, y| x.compute::<OP>(y));
        }
    }
)* } }
arrays! {
    &Array<R, F>;
    #[cfg(feature = "alloc")]
    &Tensor<R, F>;
    #[cfg(feature = "alloc")]
    Tensor<R, F>;
}

/// The operators that change their left operand.
macro_rules! assigning { ($($Assign:ident $assign:ident $op:literal;)*) => { $(
    assigning! { @left $Assign $assign $op; Array<S, E> }
    #[cfg(feature = "alloc")]
    assigning! { @left $Assign $assign $op; Tensor<S, E> }
)* };
(@left $Assign:ident $assign:ident $op:literal; $left:ty) => {
    impl<S, E, Right: Operand<S, E>> $Assign<Right> for $left
    where
        S: SameShape<Right::Whole>,
        E: SameFloat<Right::Element>,
        Right::Part: BroadcastsTo<Right::Target>,
    {
        #[inline]
        fn $assign(&mut self, rhs: Right) {
            rhs.apply::<$op>(self);
        }
    }
} }
assigning! {
    AddAssign add_assign '+';
    SubAssign sub_assign '-';
    MulAssign mul_assign '*';
    DivAssign div_assign '/';
}
