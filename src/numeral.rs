//! Numbers as types that print in decimal: 784 is `_7<_8<_4>>`.
//!
//! typenum computes with binary numbers whose type names nobody can read, so an axis without a name is written with ten
//! digit types instead, most significant first. Two conversions join the two worlds: [`Read`] turns digits into a typenum
//! number (for storage and arithmetic), [`Num`] turns a typenum number into digits (for the result of arithmetic).
use crate::dim::{Dim, Stretches};
use core::marker::PhantomData;
use core::ops::{Add, Mul};
use generic_array::ArrayLength;
use typenum::{B0, B1, Prod, Sum, U10, UInt, UTerm};

/// The end of a numeral, after its last digit. rustc leaves it out when it prints one.
pub struct End;

/// The numeral of a typenum number, as the results of shape arithmetic have it.
///
/// ```
/// use shapeful::{Dim, Num};
/// use typenum::{Prod, U3, U1024};
/// assert_eq!(<Num<Prod<U3, U1024>> as Dim>::SIZE, 3072);
/// ```
pub type Num<U> = <U as ToNumeral>::Out;

/// typenum number → numeral.
pub trait ToNumeral {
    /// The numeral.
    type Out;
}
impl ToNumeral for UTerm {
    type Out = _0;
}
impl<U, B> ToNumeral for UInt<U, B>
where
    Self: Digits,
    <Self as Digits>::List: Reverse<End>,
{
    type Out = <<Self as Digits>::List as Reverse<End>>::Out;
}

/// typenum number → its decimal digits, least significant first, one bit at a time: value = 2 · value + bit.
pub trait Digits {
    type List;
}
impl Digits for UTerm {
    type List = ();
}
impl<U: Digits, B> Digits for UInt<U, B>
where
    U::List: Double<B>,
{
    type List = <U::List as Double<B>>::Out;
}

/// A digit list doubled, plus the carry into its lowest digit.
pub trait Double<Carry> {
    type Out;
}
impl Double<B0> for () {
    type Out = ();
}
impl Double<B1> for () {
    type Out = (_1, ());
}
impl<D: Step<C>, Rest: Double<D::Carry>, C> Double<C> for (D, Rest) {
    type Out = (D::Digit, Rest::Out);
}

/// One digit doubled, plus the carry from below: the new digit and the carry upwards.
pub trait Step<Carry> {
    type Digit;
    type Carry;
}

/// Digit list, least significant first → numeral, most significant outermost.
pub trait Reverse<Rest> {
    type Out;
}
impl<Rest> Reverse<Rest> for () {
    type Out = Rest;
}
impl<D: Onto<Rest>, Higher: Reverse<D::Out>, Rest> Reverse<Rest> for (D, Higher) {
    type Out = Higher::Out;
}

/// A digit put in front of a numeral.
pub trait Onto<Rest> {
    type Out;
}

/// Numeral → typenum number: value = 10 · value + digit.
pub trait Read<Value> {
    type Out;
}
impl<Value> Read<Value> for End {
    type Out = Value;
}

/// The size of an axis, from what is behind its first digit.
///
/// That the numbers of one digit are lengths of arrays is proved here, by impls of their own; of other numbers rustc proves it again in every
/// function that has one, since what generic-array asks of a length takes it milliseconds, and it does not remember the answer.
pub trait Behind<First> {
    type Size: ArrayLength;
}

/// The typenum number of a numeral.
pub type Value<Numeral> = <Numeral as Read<UTerm>>::Out;

/// The numeral of ten decimal places, as [`dim!`](crate::dim) reads them off a constant.
#[rustfmt::skip]
pub type Decimal<
    const J: usize, const I: usize, const H: usize, const G: usize, const F: usize,
    const E: usize, const D: usize, const C: usize, const B: usize, const A: usize,
> = Put<J, Put<I, Put<H, Put<G, Put<F, Put<E, Put<D, Put<C, Put<B, Put<A, End>>>>>>>>>>;
type Put<const DIGIT: usize, Rest> = <Place<DIGIT> as Onto<Rest>>::Out;

/// One decimal place of a constant, as [`dim!`](crate::dim) reads it; 10 stands for a place before the first digit.
pub struct Place<const DIGIT: usize>;
impl<Rest> Onto<Rest> for Place<10> {
    type Out = Rest;
}

/// The digit of `number` at the place 10^`place`, or 10 when the number is shorter than that.
#[doc(hidden)]
pub const fn digit(number: usize, place: u32) -> usize {
    let number = number as u64;
    // Asked at one place alone, so that it is one error.
    assert!(place < 9 || number < 10_000_000_000, "the size of an axis has at most ten digits");
    let power = 10_u64.pow(place);
    if place > 0 && number < power { 10 } else { (number / power % 10) as usize }
}

macro_rules! digits { ($($digit:ident $value:literal $number:ident: $d0:ident $c0:ident, $d1:ident $c1:ident;)*) => { $(
    #[doc = concat!("The decimal digit ", $value, " and the digits after it.")]
    #[allow(non_camel_case_types, reason = "a number is read as digits")]
    pub struct $digit<Rest = End>(PhantomData<fn() -> Rest>);
    impl<Rest> Copy for $digit<Rest> {}
    impl<Rest> Clone for $digit<Rest> {
        fn clone(&self) -> Self {
            *self
        }
    }
    impl<Rest> Onto<Rest> for $digit {
        type Out = $digit<Rest>;
    }
    impl<Rest> Onto<Rest> for Place<$value> {
        type Out = $digit<Rest>;
    }
    impl Step<B0> for $digit {
        type Digit = $d0;
        type Carry = $c0;
    }
    impl Step<B1> for $digit {
        type Digit = $d1;
        type Carry = $c1;
    }
    impl<Value, Rest> Read<Value> for $digit<Rest>
    where
        Value: Mul<U10>,
        Prod<Value, U10>: Add<typenum::$number>,
        Rest: Read<Sum<Prod<Value, U10>, typenum::$number>>,
    {
        type Out = <Rest as Read<Sum<Prod<Value, U10>, typenum::$number>>>::Out;
    }
    #[diagnostic::do_not_recommend]
    impl<Rest: 'static> Dim for $digit<Rest>
    where
        Self: Stretches<Self>,
        Rest: Behind<typenum::$number>,
    {
        type Size = Rest::Size;
    }
    impl Behind<typenum::$number> for End {
        type Size = typenum::$number;
    }
    impl<First, Rest> Behind<First> for $digit<Rest>
    where
        Self: Read<First>,
        <Self as Read<First>>::Out: ArrayLength,
    {
        type Size = <Self as Read<First>>::Out;
    }
)* } }
digits! {
    _0 0 U0: _0 B0, _1 B0;
    _1 1 U1: _2 B0, _3 B0;
    _2 2 U2: _4 B0, _5 B0;
    _3 3 U3: _6 B0, _7 B0;
    _4 4 U4: _8 B0, _9 B0;
    _5 5 U5: _0 B1, _1 B1;
    _6 6 U6: _2 B1, _3 B1;
    _7 7 U7: _4 B1, _5 B1;
    _8 8 U8: _6 B1, _7 B1;
    _9 9 U9: _8 B1, _9 B1;
}

macro_rules! stretch_only_to_itself { ($($numeral:ident)*) => { $(
    impl<Rest> Stretches<$numeral<Rest>> for $numeral<Rest> {}
    impl<Rest> Stretches<_1<$numeral<Rest>>> for _1<$numeral<Rest>> {}
)* } }
stretch_only_to_itself! { _0 _2 _3 _4 _5 _6 _7 _8 _9 }
impl<Rest> Stretches<_1<_1<Rest>>> for _1<_1<Rest>> {}
impl<Target> Stretches<Target> for _1 {}
