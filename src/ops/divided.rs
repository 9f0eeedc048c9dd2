//! Division of sizes, with what is left: the one relation behind groups of channels, heads and patches.
use crate::dim::Dim;
use crate::numeral::{_0, Num, ToNumeral};
use core::ops::{Div, Rem};
use typenum::{Mod, Quot, UInt, UTerm};

/// `Self` divided by `Parts`, with what is left; each operation says by a lesson of its own that nothing may be.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "shape mismatch: {Self} / {Parts} is not a size",
    label = "no size is known here",
    note = "in generic code the sizes are not known: ask for heads by `{Self}: HasHeads<{Parts}>`, for patches by `{Self}: HasPatches<{Parts}>`, for the groups of a norm by `{Self}: SplitsInto<{Parts}>`",
    note = "lesson S124"
)]
pub trait Divided<Parts> {
    /// What is left.
    type Remainder;
    /// How often the parts fit in.
    type Quotient: Dim;
}
#[diagnostic::do_not_recommend]
impl<W: Dim, P: Dim<Size: Divisor<W::Size>>> Divided<P> for W {
    type Remainder = <P::Size as Divisor<W::Size>>::Remainder;
    type Quotient = <P::Size as Divisor<W::Size>>::Quotient;
}

/// `Self` divides `Whole`, both typenum numbers.
#[doc(hidden)]
pub trait Divisor<Whole> {
    type Remainder;
    type Quotient: Dim;
}
impl<Whole: Rem<Self> + Div<Self>, U, B> Divisor<Whole> for UInt<U, B>
where
    Mod<Whole, Self>: ToNumeral,
    Quot<Whole, Self>: ToNumeral,
    Num<Quot<Whole, Self>>: Dim,
{
    type Remainder = Num<Mod<Whole, Self>>;
    type Quotient = Num<Quot<Whole, Self>>;
}
// typenum would divide by 0 without end: 0 takes nothing away, and everything is left.
impl<U, B> Divisor<UInt<U, B>> for UTerm
where
    UInt<U, B>: ToNumeral,
{
    type Remainder = Num<UInt<U, B>>;
    type Quotient = _0;
}
