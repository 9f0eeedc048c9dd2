//! An axis: a name with a size, or a number.
use generic_array::ArrayLength;
use typenum::Unsigned;

/// One axis of a shape: a name declared with [`axes!`](crate::axes), or a number written [`dim!`](crate::dim).
///
/// Two axes of one size are different types, so that exchanging them does not compile. Generic code needs this bound and no
/// other:
/// ```
/// use shapeful::{Array, Dim, Tensor};
/// fn logits<N: Dim, D: Dim, C: Dim>(x: &Array<(N, D)>, w: &Array<(D, C)>) -> Tensor<(N, C)> {
///     x.matmul(w)
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an axis",
    label = "this is not an axis",
    note = "an axis is a name declared with `axes! {{ Batch = 64; }}` or a number written `dim!(64)`; generic code says `N: Dim`",
    note = "lesson S02"
)]
pub trait Dim: Stretches<Self> + Copy + Send + Sync + 'static {
    /// The size as a typenum number, for storage and arithmetic.
    type Size: ArrayLength;
    /// The size.
    const SIZE: usize = <Self::Size as Unsigned>::USIZE;
    /// The name, if the axis has one.
    const NAME: Option<&'static str> = None;
}

/// Axes that broadcasting may stretch to `Target`: every axis to itself, `dim!(1)` to any.
#[doc(hidden)]
pub trait Stretches<Target> {}

/// Axes of one size, whatever their names.
#[doc(hidden)]
pub trait SameSize<Other> {}
#[diagnostic::do_not_recommend]
impl<A: Dim, B: Dim> SameSize<B> for A where A::Size: Equal<B::Size> {}

/// Equal typenum numbers: each number has one type, so they are equal when the types are.
#[doc(hidden)]
pub trait Equal<Other> {}
#[diagnostic::do_not_recommend]
impl<U> Equal<U> for U {}

/// No axis and no shape: for the second and third impl of a relation, which keep rustc from inferring what it should complain of.
#[doc(hidden)]
pub struct Never<const NTH: usize = 0>;

/// An axis without a name: `dim!(784)` is the type of the number 784, which compiler messages print as `_7<_8<_4>>`.
///
/// The number may be a literal, a constant or an expression of them, from 0 to 4 294 967 295.
/// ```
/// use shapeful::{Dim, Tensor, dim};
/// const SIDE: usize = 28;
/// let image = Tensor::<(dim!(SIDE), dim!(SIDE))>::zeros();
/// assert_eq!(<dim!(SIDE * SIDE)>::SIZE, 784);
/// ```
#[macro_export]
macro_rules! dim {
    // The error stands inside an axis, so that there is an axis, and no second error.
    (@wrong $($wrong:tt)*) => { $crate::numeral::Decimal<10, 10, 10, 10, 10, 10, 10, 10, 10, { ::core::compile_error!($($wrong)*) }> };
    // `$first` is the same number; an error in evaluating it is one error, where in `$size` it would be nine. The length of an array
    // has to be a `usize`, and if it is not, rustc says so at the number alone, in the same words ten times, which it prints once.
    (@ $first:expr, $size:expr) => {
        $crate::numeral::Decimal<
            { $crate::numeral::digit([(); $first].len(), 9) },
            { $crate::numeral::digit([(); $size].len(), 8) },
            { $crate::numeral::digit([(); $size].len(), 7) },
            { $crate::numeral::digit([(); $size].len(), 6) },
            { $crate::numeral::digit([(); $size].len(), 5) },
            { $crate::numeral::digit([(); $size].len(), 4) },
            { $crate::numeral::digit([(); $size].len(), 3) },
            { $crate::numeral::digit([(); $size].len(), 2) },
            { $crate::numeral::digit([(); $size].len(), 1) },
            { $crate::numeral::digit([(); $size].len(), 0) },
        >
    };
    () => { $crate::dim!(@wrong "`dim!` takes the size of an axis: `dim!(64)`") };
    (-$($size:tt)*) => { $crate::dim!(@wrong "the size of an axis is a whole number from 0 on: `dim!(64)`") };
    ($size:expr) => { $crate::dim!(@ $size, $size) };
    ($first:expr, $($size:expr),+ $(,)?) => {
        $crate::dim!(@wrong ::core::concat!("every axis has a `dim!` of its own: `dim!(", ::core::stringify!($first), ")"$(, ", dim!(", ::core::stringify!($size), ")")+, "`"))
    };
}

/// Declares named axes, each a type of its own.
///
/// ```
/// use shapeful::{Tensor, axes};
/// const SIDE: usize = 8;
/// axes! {
///     /// Images in one mini-batch.
///     pub Batch = 64;
///     Pixels = SIDE * SIDE;
/// }
/// let x = Tensor::<(Batch, Pixels)>::zeros();
/// assert!(format!("{x:?}").starts_with("Tensor<f32> (Batch = 64, Pixels = 64)"));
/// ```
#[macro_export]
macro_rules! axes {
    ($($(#[$attribute:meta])* $visibility:vis $name:ident = $size:expr);* $(;)?) => { $(
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug)]
        $visibility struct $name;
        #[diagnostic::do_not_recommend]
        impl $crate::Dim for $name {
            // Not that of a `Dim`: rustc would prove three times that it is the length of an array, which is most of what an axis costs it.
            type Size = $crate::numeral::Value<$crate::dim!($size)>;
            const NAME: ::core::option::Option<&'static str> = ::core::option::Option::Some(::core::stringify!($name));
        }
        impl $crate::dim::Stretches<$name> for $name {}
    )* };
    // What is written in the manner of a struct is told how it is written here.
    ($($(#[$attribute:meta])* $visibility:vis $name:ident = $size:expr),* $(,)?) => { $crate::axes! { @ $($name $size)* } };
    ($($(#[$attribute:meta])* $visibility:vis $name:ident: $size:expr);* $(;)?) => { $crate::axes! { @ $($name $size)* } };
    ($($(#[$attribute:meta])* $visibility:vis $name:ident: $size:expr),* $(,)?) => { $crate::axes! { @ $($name $size)* } };
    (@ $($name:ident $size:expr)*) => {
        ::core::compile_error!(::core::concat!(
            "an axis is declared as `Name = size;`: `axes! {", $(" ", ::core::stringify!($name), " = ", ::core::stringify!($size), ";",)* " }`"
        ));
    };
}
