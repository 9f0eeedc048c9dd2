//! Loops that are compiled once for each instruction set, however many shapes a program has: those of f32 in this crate, those of f64 in the
//! one that uses them, or here with the feature `f64`.
use super::elementwise::Elementwise;
#[cfg(feature = "alloc")]
use super::{
    activation::Activations, extrema::Extrema, gates::Gates, norm::Norms, optimize::Steps, pool::Pools,
    softmax::Exponentials, sums::Sums,
};

/// What [`Float::Loops`](crate::elem::Float) is for both floats.
pub struct Loops;
/// The traits of [`Loops`], for one float.
#[cfg(feature = "alloc")]
pub trait AllLoops<E>:
    Elementwise<E> + Activations<E> + Exponentials<E> + Extrema<E> + Gates<E> + Norms<E> + Pools<E> + Sums<E> + Steps<E>
{
}
/// The traits of [`Loops`], for one float.
#[cfg(not(feature = "alloc"))]
pub trait AllLoops<E>: Elementwise<E> {}
impl AllLoops<f32> for Loops {}
impl AllLoops<f64> for Loops {}

/// A trait of [`Loops`], whose functions are those of the same name that stand beside it, generic over `<I: Isa, E>`.
///
/// They have to be `#[inline(always)]`, for which see [`Kernel`](super::simd::Kernel). `E` is the float.
macro_rules! compiled {
    ($(#[$doc:meta])* trait $Trait:ident { $($function:tt)* }) => {
        compiled! { @trait $(#[$doc])* $Trait $($function)* }
        compiled! { @impl of_f32 f32 inline(never), $Trait $($function)* }
        #[cfg(feature = "f64")]
        compiled! { @impl of_f64 f64 inline(never), $Trait $($function)* }
        #[cfg(not(feature = "f64"))]
        compiled! { @impl of_f64 f64 inline, $Trait $($function)* }
    };
    (@trait $(#[$doc:meta])* $Trait:ident $($(#[$about:meta])* fn $name:ident($($arg:ident: $type:ty),*) $(-> $out:ty)?;)*) => {
        $(#[$doc])*
        pub trait $Trait<E> {
            $($(#[$about])* #[doc(hidden)] #[allow(private_interfaces, reason = "called by this crate alone")]
            fn $name<'a>($($arg: $type),*) $(-> $out)?;)*
        }
    };
    (@impl $module:ident $float:ident $inline:meta, $Trait:ident $($(#[$about:meta])* fn $name:ident($($arg:ident: $type:ty),*) $(-> $out:ty)?;)*) => {
        mod $module {
            use super::*;
            use crate::kernel::simd::{Isa, Kernel, dispatch};
            type E = $float;
            impl $Trait<E> for crate::kernel::Loops {
                $(
                    // See `Gemm::multiply`.
                    #[$inline]
                    #[allow(private_interfaces, reason = "called by this crate alone")]
                    fn $name<'a>($($arg: $type),*) $(-> $out)? {
                        struct Arguments<'a> {
                            $($arg: $type),*
                        }
                        impl Kernel for Arguments<'_> {
                            type Out = compiled!(@out $($out)?);
                            const WIDEST: bool = <E as crate::kernel::simd::Vectorized>::WIDEST;
                            #[inline(always)]
                            fn run<I: Isa>(self) -> Self::Out {
                                let Arguments { $($arg),* } = self;
                                super::$name::<I, E>($($arg),*)
                            }
                        }
                        dispatch(Arguments { $($arg),* })
                    }
                )*
            }
        }
    };
    (@out) => { () };
    (@out $out:ty) => { $out };
}
pub(super) use compiled;

/// Functions of their own for each instruction set, whose variables lie in their own frames when nothing is optimised. What is generic over
/// `<I: Isa, E>` calls them, and they may use `I`.
#[cfg(feature = "alloc")]
macro_rules! called { ($($(#[$doc:meta])* fn $name:ident<$E:ident>($($arg:ident: $type:ty),*) -> $out:ty $body:block)*) => { $(
    $(#[$doc])*
    #[inline(always)]
    #[allow(unsafe_code, reason = "what is called is compiled for the machine that calls it")]
    pub(super) fn $name<'a, I: Isa, $E: Exp>($($arg: $type),*) -> $out {
        struct Arguments<'a, $E> {
            $($arg: $type),*
        }
        impl<$E: Exp> Kernel for Arguments<'_, $E> {
            type Out = $out;
            #[inline(always)]
            fn run<I: Isa>(self) -> $out {
                let Arguments { $($arg),* } = self;
                $body
            }
        }
        // SAFETY: the machine has the instructions, since this runs.
        unsafe { I::call(Arguments { $($arg),* }) }
    }
)* } }
#[cfg(feature = "alloc")]
pub(super) use called;
