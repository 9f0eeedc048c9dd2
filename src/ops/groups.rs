//! What a convolution with groups, or with dilation, makes of its sizes.
#![cfg(feature = "alloc")]
use crate::dim::Dim;
use crate::numeral::{_0, Num, ToNumeral};
use crate::ops::conv::SeenBy;
use crate::ops::conv_out::Silences;
use crate::ops::divided::Divisor;
use core::ops::{Add, Mul, Sub};
use typenum::{Add1, B1, Prod, Sub1, UInt, UTerm};

/// `Self`, the channels of an image or the filters of a layer, fall into `Groups` groups of [`Each`](InGroups::Each).
///
/// In one group they keep their name; otherwise `Each` is a number.
/// ```
/// use shapeful::{InGroups, Tensor, axes, dim};
/// axes! { Channels = 12; }
/// let part: Tensor<(dim!(4),)> = Tensor::<(<Channels as InGroups<dim!(3)>>::Each,)>::zeros();
/// let all: Tensor<(Channels,)> = Tensor::<(<Channels as InGroups<dim!(1)>>::Each,)>::zeros();
/// ```
/// Five groups would not be equal:
/// ```compile_fail,E0277
/// # use shapeful::{InGroups, Tensor, axes, dim};
/// # axes! { Channels = 12; }
/// let part = Tensor::<(<Channels as InGroups<dim!(5)>>::Each,)>::zeros();
/// ```
pub trait InGroups<Groups>: Dim {
    /// The channels or filters of one group.
    type Each: Dim;
}
// Not `do_not_recommend`: the lesson is that of the bound, and it would hide it.
impl<C: PerGroup<G, Rest: Evenly<C, G>>, G> InGroups<G> for C {
    type Each = C::Part;
}

/// [`InGroups`], with channels left over or not: a layer has its type before anything is asked of it.
#[doc(hidden)]
pub trait PerGroup<Groups>: Dim {
    type Part: Dim;
    type Rest;
}
impl<C: Dim, G: Dim<Size: Parts<C>>> PerGroup<G> for C {
    type Part = <G::Size as Parts<C>>::Part;
    type Rest = <G::Size as Parts<C>>::Rest;
}

/// `Self`, the channels of an image, are those of a layer, and they and its filters fall into groups.
///
/// A bound on `InC` alone would be one that rustc finds broken before it knows the image, and then it says that there is no method.
#[doc(hidden)]
pub trait TakenBy<InC, OutC, Groups> {
    /// The channels of one group.
    type Channels: Dim;
    /// The filters of one group.
    type Filters: Dim;
    type Then<Side: Dim>: Dim;
}
// Not by `InGroups`: where neither falls into groups, that would be two errors.
impl<C: SeenBy<InC>, InC: PerGroup<G>, OutC: PerGroup<G>, G> TakenBy<InC, OutC, G> for C
where
    InC::Rest: Evenly<InC, G> + Silences<OutC::Rest>,
    <InC::Rest as Silences<OutC::Rest>>::Rest: Evenly<OutC, G>,
{
    type Channels = InC::Part;
    type Filters = OutC::Part;
    type Then<Side: Dim> = C::Then<Side>;
}

/// `Self`, what is left of `Channels` behind the last whole group, is 0.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "shape mismatch: {Channels} does not fall into {Groups} equal groups, because {Channels} / {Groups} leaves {Self}",
    label = "these channels do not fall into {Groups} groups",
    note = "w (F, C/G, HH, WW): G groups of C/G channels are seen by G groups of F/G filters, so G divides C and F",
    note = "one group, `dim!(1)`, always fits; with one for each channel every filter sees a single channel",
    note = "lesson S100"
)]
pub trait Evenly<Channels, Groups> {}
#[diagnostic::do_not_recommend]
impl<C, G> Evenly<C, G> for _0 {}

/// `Self`, a typenum number of groups: one keeps the name of the channels.
#[doc(hidden)]
pub trait Parts<Channels> {
    type Part: Dim;
    type Rest;
}
impl<C: Dim> Parts<C> for UInt<UTerm, B1> {
    type Part = C;
    type Rest = _0;
}
impl<C: Dim, Higher, Bit, Lowest> Parts<C> for UInt<UInt<Higher, Bit>, Lowest>
where
    Self: Divisor<C::Size>,
{
    type Part = <Self as Divisor<C::Size>>::Quotient;
    type Rest = <Self as Divisor<C::Size>>::Remainder;
}
impl<C: Dim> Parts<C> for UTerm
where
    Self: Divisor<C::Size>,
{
    type Part = <Self as Divisor<C::Size>>::Quotient;
    type Rest = <Self as Divisor<C::Size>>::Remainder;
}

/// `Self`, the side of a filter, spans `(K − 1)·D + 1` pixels when they lie `Dilation` apart.
#[doc(hidden)]
pub trait Dilated<Dilation>: Dim {
    /// The pixels from the first to the last of the filter; the side itself if the dilation is 1.
    type Span: Dim;
}
impl<K: Dim, D: Dim<Size: Apart<K>>> Dilated<D> for K {
    type Span = <D::Size as Apart<K>>::Span;
}
/// `Self`, a typenum number of pixels, lies between the pixels under `Kernel`.
#[doc(hidden)]
pub trait Apart<Kernel> {
    type Span: Dim;
}
impl<K: Dim> Apart<K> for UInt<UTerm, B1> {
    type Span = K;
}
// A filter whose pixels do not lie apart has no side, which the lesson on sides says.
impl<K: Dim> Apart<K> for UTerm {
    type Span = _0;
}
impl<K: Dim, Higher, Bit, Lowest> Apart<K> for UInt<UInt<Higher, Bit>, Lowest>
where
    K::Size: Sub<B1>,
    Sub1<K::Size>: Mul<Self>,
    Prod<Sub1<K::Size>, Self>: Add<B1>,
    Add1<Prod<Sub1<K::Size>, Self>>: ToNumeral,
    Num<Add1<Prod<Sub1<K::Size>, Self>>>: Dim,
{
    type Span = Num<Add1<Prod<Sub1<K::Size>, Self>>>;
}
