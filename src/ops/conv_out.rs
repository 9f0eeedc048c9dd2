//! The side of what a filter makes of an image, `(W + 2P − K) / S + 1`, as a type.
//!
//! The way of the computation: [`Places`] answers for any numbers, and `ConvOut` asks the answer that nothing is wrong with it.
use crate::dim::Dim;
use crate::numeral::{_0, _1, _2, _3, _4, _5, _6, _7, _8, _9, Num, ToNumeral};
use core::ops::{Add, Div, Rem, Sub};
use typenum::{Add1, B0, B1, Diff, IsLessOrEqual, Mod, NonZero, Quot, Sum, UInt, UTerm};

/// A side of `Self` pixels becomes one of [`Out`](ConvOut::Out), when a filter of `Kernel` goes along it in steps of `Stride`, with `Pad`
/// zeros before it and as many behind it.
///
/// - Formula: `W' = (W + 2P − K) / S + 1`.
/// - Errors: a filter that does not tile the side, where the division leaves a remainder (lesson S88), and one that is larger than the
///   padded side (S89), do not compile. The filter and the stride are at least 1; no padding is `dim!(0)`.
/// - Source: CS231n notes, "Convolutional Networks: Spatial arrangement".
///
/// The result is a number. Each of the four is a name or a number:
/// ```
/// use shapeful::{ConvOut, Tensor, axes, dim};
/// axes! { Batch = 2; Filters = 6; Height = 32; Width = 30; Kernel = 5; }
/// type Same<Side> = <Side as ConvOut<Kernel, dim!(1), dim!(2)>>::Out;
/// type Halved<Side> = <Side as ConvOut<dim!(2), dim!(2), dim!(0)>>::Out;
/// let maps: Tensor<(Batch, Filters, dim!(32), dim!(30))> = Tensor::<(Batch, Filters, Same<Height>, Same<Width>)>::zeros();
/// let pooled: Tensor<(Batch, Filters, dim!(16), dim!(15))> = Tensor::<(Batch, Filters, Halved<Height>, Halved<Width>)>::zeros();
/// ```
/// Generic code asks for it in one bound for each side. With the result as a parameter, here `V`, a mistake in a call is one error:
/// ```
/// use shapeful::{Array, ConvOut, Dim, Tensor, dim};
/// /// Slides a filter along a signal.
/// fn filtered<W: Dim, K: Dim, V: Dim>(signal: &Array<(W,)>, filter: &Array<(K,)>) -> Tensor<(V,)>
/// where
///     W: ConvOut<K, dim!(1), dim!(0), Out = V>,
/// {
///     Tensor::<(V,)>::from_fn(|[i]| (0..K::SIZE).map(|k| signal[[i + k]] * filter[[k]]).sum())
/// }
/// let signal = Tensor::<(dim!(4),)>::from([1.0, 2.0, 4.0, 8.0]);
/// let change = Tensor::<(dim!(2),)>::from([-1.0, 1.0]);
/// assert_eq!(filtered(&signal, &change), [1.0, 2.0, 4.0]);
/// ```
/// The first layer of AlexNet does not work on images of 224, as its paper has it, but on images of 227: `(224 − 11) / 4` leaves 1.
/// ```compile_fail,E0277
/// # use shapeful::{ConvOut, Tensor, dim};
/// let row = Tensor::<(<dim!(224) as ConvOut<dim!(11), dim!(4), dim!(0)>>::Out,)>::zeros();
/// ```
pub trait ConvOut<Kernel, Stride, Pad>: Dim {
    /// The number of places at which the filter stops, which is the side of the output.
    type Out: Dim;
}
// Not `do_not_recommend`: the lessons are those of the bounds, and it would hide them.
impl<W: Dim, K: Dim, S: Dim, P: Dim> ConvOut<K, S, P> for W
where
    W: Places<K, S, P>,
    W::Excess: Fits<K, W, P>,
    W::Remainder: Tiles<K, S, W, P, W::Fitting>,
{
    type Out = <W::Excess as Fits<K, W, P>>::Then<<W::Remainder as Tiles<K, S, W, P, W::Fitting>>::Then<W::Number>>;
}

/// `Self`, by how much a filter is larger than the padded side, is 0.
///
/// A filter of 7 fits on 5 pixels with one pixel of padding at both ends:
/// ```
/// use shapeful::{ConvOut, Dim, dim};
/// assert_eq!(<<dim!(5) as ConvOut<dim!(7), dim!(1), dim!(1)>>::Out as Dim>::SIZE, 1);
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: a filter of {Kernel} does not fit into {Side} + 2*{Pad} pixels, because it is {Self} larger",
    label = "a filter of {Kernel} does not fit here",
    note = "W' = (W + 2*P - K) / S + 1: the filter lies within the padded image, K <= W + 2*P",
    note = "take a smaller filter, a larger image or more padding",
    note = "lesson S89"
)]
pub trait Fits<Kernel, Side, Pad> {
    /// `Number`, which is there only if the filter fits: what follows from a mistake is not judged.
    #[doc(hidden)]
    type Then<Number: Dim>: Dim;
}
#[diagnostic::do_not_recommend]
impl<K, W, P> Fits<K, W, P> for _0 {
    type Then<Number: Dim> = Number;
}

/// `Self`, what is left of the padded side behind the last place of the filter, is 0.
///
/// A filter of 11 in steps of 4 tiles 227 pixels, not 224:
/// ```
/// use shapeful::{ConvOut, Dim, dim};
/// assert_eq!(<<dim!(227) as ConvOut<dim!(11), dim!(4), dim!(0)>>::Out as Dim>::SIZE, 55);
/// ```
/// ```compile_fail
/// use shapeful::{ConvOut, Dim, dim};
/// assert_eq!(<<dim!(224) as ConvOut<dim!(11), dim!(4), dim!(0)>>::Out as Dim>::SIZE, 54);
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: a filter of {Kernel} with stride {Stride} does not tile {Side}, because ({Side} + 2*{Pad} - {Kernel}) / {Stride} leaves {Self}",
    label = "a filter of {Kernel} does not tile this",
    note = "W' = (W + 2*P - K) / S + 1 is a whole number: the last place of the filter ends where the padded image ends",
    note = "a side of {Fitting} would fit; or change the padding, the filter or the stride",
    note = "lesson S88"
)]
pub trait Tiles<Kernel, Stride, Side, Pad, Fitting> {
    /// `Number`, which is there only if the filter tiles.
    #[doc(hidden)]
    type Then<Number: Dim>: Dim;
}
#[diagnostic::do_not_recommend]
impl<K, S, W, P, Fitting> Tiles<K, S, W, P, Fitting> for _0 {
    type Then<Number: Dim> = Number;
}
// Not `do_not_recommend`: the lesson is that of the bound.
impl<K, S: Moves<K, W>, W, P, Fitting> Tiles<K, S, W, P, Fitting> for Everything {
    type Then<Number: Dim> = Number;
}

/// `Self`, a stride, is at least 1. It is asked for of a stride of 0, so it is never true.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "shape mismatch: a filter of {Kernel} with stride {Self} does not move along {Side}: a stride is at least 1",
    label = "with a stride of {Self}",
    note = "W' = (W + 2*P - K) / S + 1: the stride is how far the filter moves from place to place, and `Stride::<1>` stops at every pixel",
    note = "the stride stands before the padding, which may be 0",
    note = "lesson S88"
)]
pub trait Moves<Kernel, Side> {}

/// [`ConvOut`] along both sides of an image. Where a mistake is on both, it is told of the first.
#[doc(hidden)]
pub trait ConvSides<Kernels, Stride, Pad> {
    type Height: Dim;
    type Width: Dim;
}
// For any `Self`, since rustc would print an impl for `(H, W)` below the lesson.
impl<Side: Sides, K: Sides, S: Dim, P: Dim> ConvSides<K, S, P> for Side
where
    Side::H: Places<K::H, S, P>,
    Side::W: Places<K::W, S, P>,
    Excess<Side::H, K::H, S, P>: Fits<K::H, Side::H, P> + Silences<Excess<Side::W, K::W, S, P>>,
    Remainder<Side::H, K::H, S, P>:
        Tiles<K::H, S, Side::H, P, Fitting<Side::H, K::H, S, P>> + Silences<Remainder<Side::W, K::W, S, P>>,
    Rest<Excess<Side::H, K::H, S, P>, Excess<Side::W, K::W, S, P>>: Fits<K::W, Side::W, P>,
    Rest<Remainder<Side::H, K::H, S, P>, Remainder<Side::W, K::W, S, P>>:
        Tiles<K::W, S, Side::W, P, Fitting<Side::W, K::W, S, P>>,
{
    type Height = <Excess<Side::H, K::H, S, P> as Fits<K::H, Side::H, P>>::Then<
        <Remainder<Side::H, K::H, S, P> as Tiles<K::H, S, Side::H, P, Fitting<Side::H, K::H, S, P>>>::Then<
            <Side::H as Places<K::H, S, P>>::Number,
        >,
    >;
    type Width = <Rest<Excess<Side::H, K::H, S, P>, Excess<Side::W, K::W, S, P>> as Fits<K::W, Side::W, P>>::Then<
        <Rest<Remainder<Side::H, K::H, S, P>, Remainder<Side::W, K::W, S, P>> as Tiles<
            K::W,
            S,
            Side::W,
            P,
            Fitting<Side::W, K::W, S, P>,
        >>::Then<<Side::W as Places<K::W, S, P>>::Number>,
    >;
}
type Fitting<W, K, S, P> = <W as Places<K, S, P>>::Fitting;
type Excess<W, K, S, P> = <W as Places<K, S, P>>::Excess;
type Remainder<W, K, S, P> = <W as Places<K, S, P>>::Remainder;
type Rest<First, Second> = <First as Silences<Second>>::Rest;

/// Two sides: height and width.
#[doc(hidden)]
pub trait Sides {
    type H: Dim;
    type W: Dim;
}
impl<H: Dim, W: Dim> Sides for (H, W) {
    type H = H;
    type W = W;
}

/// `Rest` is what is wrong with the second side, or 0 if something is wrong with the first.
pub trait Silences<Second> {
    type Rest;
}
impl<Second> Silences<Second> for Everything {
    type Rest = _0;
}
impl<Second> Silences<Second> for _0 {
    type Rest = Second;
}
macro_rules! silences { ($($digit:ident)*) => { $(
    impl<Rest, Second> Silences<Second> for $digit<Rest> {
        type Rest = _0;
    }
)* } }
silences! { _1 _2 _3 _4 _5 _6 _7 _8 _9 }

/// How a filter goes along a side, whether or not it tiles it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "shape mismatch: ({Self} + 2*{Pad} - {Kernel}) / {Stride} + 1 is not a size",
    label = "no size is known here",
    note = "in generic code the sizes are not known: ask for this one by `{Self}: ConvOut<{Kernel}, {Stride}, {Pad}>`",
    note = "the filter and its dilation are at least 1; no padding is `dim!(0)`",
    note = "lesson S88"
)]
pub trait Places<Kernel, Stride, Pad> {
    /// By how much the filter is larger than the padded side.
    type Excess;
    /// What is left of the padded side behind the last place.
    type Remainder;
    /// If anything is left, the next larger side of which nothing is.
    type Fitting;
    /// The number of places.
    type Number: Dim;
}
#[diagnostic::do_not_recommend]
impl<W: Dim, K: Dim, S: Dim, P: Dim, IsInside> Places<K, S, P> for W
where
    W::Size: Add<P::Size>,
    Sum<W::Size, P::Size>: Add<P::Size>,
    K::Size: NonZero + IsLessOrEqual<Padded<W, P>, Output = IsInside>,
    IsInside: Walk<W::Size, K::Size, S::Size, Padded<W, P>>,
{
    type Excess = IsInside::Excess;
    type Remainder = IsInside::Remainder;
    type Fitting = IsInside::Fitting;
    type Number = IsInside::Number;
}
type Padded<W, P> = Sum<Sum<<W as Dim>::Size, <P as Dim>::Size>, <P as Dim>::Size>;

/// Whether the filter lies within the padded side, and what follows from it. All are typenum numbers.
pub trait Walk<Side, Kernel, Stride, Padded> {
    type Excess;
    type Remainder;
    type Fitting;
    type Number: Dim;
}
impl<W, K: Sub<Padded>, S, Padded> Walk<W, K, S, Padded> for B0
where
    Diff<K, Padded>: ToNumeral,
{
    type Excess = Num<Diff<K, Padded>>;
    type Remainder = _0;
    type Fitting = _0;
    type Number = _0;
}
/// What is left behind the last place of a filter that does not move.
#[doc(hidden)]
pub struct Everything;
// typenum would divide by a stride of 0 without end.
impl<W, K, Padded> Walk<W, K, UTerm, Padded> for B1 {
    type Excess = _0;
    type Remainder = Everything;
    type Fitting = _0;
    type Number = _0;
}
impl<W, K, S, Bit, Padded: Sub<K>> Walk<W, K, UInt<S, Bit>, Padded> for B1
where
    Diff<Padded, K>: Rem<UInt<S, Bit>> + Div<UInt<S, Bit>>,
    Mod<Diff<Padded, K>, UInt<S, Bit>>: ToNumeral + Left<W, UInt<S, Bit>>,
    Quot<Diff<Padded, K>, UInt<S, Bit>>: Add<B1>,
    Add1<Quot<Diff<Padded, K>, UInt<S, Bit>>>: ToNumeral,
    Num<Add1<Quot<Diff<Padded, K>, UInt<S, Bit>>>>: Dim,
{
    type Excess = _0;
    type Remainder = Num<Mod<Diff<Padded, K>, UInt<S, Bit>>>;
    type Fitting = <Mod<Diff<Padded, K>, UInt<S, Bit>> as Left<W, UInt<S, Bit>>>::Fitting;
    type Number = Num<Add1<Quot<Diff<Padded, K>, UInt<S, Bit>>>>;
}

/// A remainder, and the next larger side that leaves none.
pub trait Left<Side, Stride> {
    type Fitting;
}
impl<W, S> Left<W, S> for UTerm {
    type Fitting = _0;
}
impl<W: Add<S>, S, Rest, Bit> Left<W, S> for UInt<Rest, Bit>
where
    Sum<W, S>: Sub<Self>,
    Diff<Sum<W, S>, Self>: ToNumeral,
{
    type Fitting = Num<Diff<Sum<W, S>, Self>>;
}

#[cfg(test)]
mod tests {
    use super::ConvOut;
    use crate::{Dim, axes, dim};
    use core::any::TypeId;

    axes! { Height = 32; Filter = 5; Step = 1; Border = 2; Empty = 0; }

    /// Whether a side of `W` becomes one of `Out`, the number itself.
    fn gives<W: ConvOut<K, S, P>, K, S, P, Out: Dim>() -> bool {
        TypeId::of::<W::Out>() == TypeId::of::<Out>()
    }

    #[test]
    fn sizes_of_the_course() {
        assert!(gives::<dim!(227), dim!(11), dim!(4), dim!(0), dim!(55)>());
        assert!(gives::<dim!(32), dim!(5), dim!(1), dim!(2), dim!(32)>());
        assert!(gives::<dim!(32), dim!(2), dim!(2), dim!(0), dim!(16)>());
        assert!(gives::<dim!(7), dim!(3), dim!(2), dim!(1), dim!(4)>());
    }
    #[test]
    fn names_and_numbers() {
        assert!(gives::<Height, Filter, Step, Border, dim!(32)>());
        assert!(gives::<Height, Filter, dim!(3), dim!(0), dim!(10)>());
        assert!(!gives::<Height, Filter, Step, Border, Height>());
    }
    #[test]
    fn extremes() {
        assert!(gives::<dim!(1), dim!(1), dim!(1), dim!(0), dim!(1)>());
        assert!(gives::<dim!(9), dim!(9), dim!(100), dim!(0), dim!(1)>());
        assert!(gives::<Empty, dim!(1), dim!(1), dim!(1), dim!(2)>());
        assert!(gives::<dim!(4294967295), dim!(1), dim!(2), dim!(1000000), dim!(2148483648)>());
    }

    /// Every small case, counted place by place.
    #[test]
    fn agrees_with_counting() {
        macro_rules! agrees { ($($w:literal $k:literal $s:literal $p:literal),* $(,)?) => { $(
            let places = (0..=$w + 2 * $p - $k).step_by($s);
            assert_eq!(places.clone().last(), Some($w + 2 * $p - $k), "not a case: the filter does not tile");
            assert_eq!(<<dim!($w) as ConvOut<dim!($k), dim!($s), dim!($p)>>::Out as Dim>::SIZE, places.count());
        )* } }
        agrees! {
            8 1 1 0, 8 1 7 0, 8 2 2 0, 8 2 3 0, 8 3 1 1, 8 3 5 0, 8 4 2 2, 8 4 4 4, 8 5 3 0, 8 6 1 3, 8 8 5 0, 8 10 1 1,
            13 3 2 1, 13 3 5 0, 13 5 4 2, 13 7 6 3, 13 13 1 6, 31 3 4 2, 31 7 8 0, 99 11 8 0, 100 10 9 0, 100 1 11 0,
        }
    }

    /// One layer after the other, in generic code.
    #[test]
    fn twice_in_generic_code() {
        type Twice<W, K, S, P> = <<W as ConvOut<K, S, P>>::Out as ConvOut<K, S, P>>::Out;
        fn twice<W: ConvOut<K, S, P, Out: ConvOut<K, S, P>>, K, S, P>() -> usize {
            <Twice<W, K, S, P>>::SIZE
        }
        assert_eq!(twice::<Height, Filter, Step, dim!(0)>(), 24);
        assert_eq!(twice::<Height, dim!(2), dim!(2), dim!(0)>(), 8);
    }
}
