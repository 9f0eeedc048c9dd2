//! Softmax and its logarithm along an axis as layers: `y = eˣ / Σ eˣ` and `y = x − ln Σ eˣ`.
use crate::array::{Array, Tensor};
use crate::axis::{Axis, ByPosition, HasAxis, axis_of};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::layers::layer::Layer;
use crate::layers::mode::Mode;
use crate::layers::params::no_parameters;
use core::marker::PhantomData;

/// What both have but their formula; `$one` is what they give of a single number.
macro_rules! along { ($layer:ident, $one:literal) => {
    impl<Which> $layer<Which> {
        /// The layer; there is nothing to choose but its axis.
        ///
        /// ```
        #[doc = concat!("use shapeful::{Layer, ", stringify!($layer), ", Tensor, axes};")]
        /// axes! { Batch = 1; Classes = 1; }
        #[doc = concat!("let y = ", stringify!($layer), "::<Classes>::new().predict(&Tensor::<(Batch, Classes)>::full(1e4));")]
        #[doc = concat!("assert_eq!(y, [[", $one, "]]);")]
        /// ```
        pub fn new() -> Self {
            $layer(PhantomData)
        }
    }
    impl<Which> Default for $layer<Which> {
        fn default() -> Self {
            Self::new()
        }
    }
    impl<Which> Copy for $layer<Which> {}
    impl<Which> Clone for $layer<Which> {
        fn clone(&self) -> Self {
            *self
        }
    }
    impl<Which> core::fmt::Debug for $layer<Which> {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.write_str(stringify!($layer))
        }
    }
    no_parameters! { [Which,] $layer<Which> = Self::new() }
    by_name! { $layer: 0 (); 1 (N); 2 (N A); 3 (N A B); 4 (N A B D); 5 (N A B D F); }
} }
/// By name it is the last axis: rustc could not tell which of two axes of one name is meant.
macro_rules! by_name { ($along:ident: $($at:literal ($($before:ident)*);)*) => { $(
    #[diagnostic::do_not_recommend]
    impl<$($before: Dim,)* C: Dim, E: Float> Layer<($($before,)* C,), E> for $along<C> {
        type Y = ($($before,)* C,);
        type Cache<M: Mode> = (Tensor<($($before,)*), E>, M::Of<Tensor<Self::Y, E>>);
        fn forward<M: Mode>(&self, x: &Array<Self::Y, E>, cache: &mut Self::Cache<M>, y: &mut Array<Self::Y, E>) {
            $along::<Axis<$at>>::new().forward::<M>(x, cache, y);
        }
        fn backward(
            &mut self,
            x: &Array<Self::Y, E>,
            cache: &mut (Tensor<($($before,)*), E>, Tensor<Self::Y, E>),
            dy: &Array<Self::Y, E>,
            dx: Option<&mut Array<Self::Y, E>>,
            _: &mut Self,
        ) {
            let mut by_position = $along::<Axis<$at>>::new();
            by_position.backward(x, cache, dy, dx, &mut by_position.clone());
        }
    }
)* } }
macro_rules! by_position {
    ($forward:ident, $backward:ident) => {
        type Y = X;
        /// A number for each line to work with, and the output.
        type Cache<M: Mode> = (Tensor<X::Removed, E>, M::Of<Tensor<X, E>>);
        fn forward<M: Mode>(&self, x: &Array<X, E>, cache: &mut Self::Cache<M>, y: &mut Array<X, E>) {
            let (lines, kept) = cache;
            E::Loops::$forward(axis_of::<X, Axis<P>, _>(), x.as_slice(), lines.as_mut_slice(), y.as_mut_slice());
            if let Some(kept) = M::kept(kept) {
                kept.as_mut_slice().copy_from_slice(y.as_slice());
            }
        }
        fn backward(
            &mut self,
            _: &Array<X, E>,
            (lines, y): &mut (Tensor<X::Removed, E>, Tensor<X, E>),
            dy: &Array<X, E>,
            dx: Option<&mut Array<X, E>>,
            _: &mut Self,
        ) {
            if let Some(dx) = dx {
                let (lines, along) = (lines.as_mut_slice(), axis_of::<X, Axis<P>, _>());
                E::Loops::$backward(along, dy.as_slice(), y.as_slice(), lines, dx.as_mut_slice());
            }
        }
    };
}

/// The softmax along an axis, `eˣ / Σ eˣ`: the last one, if it has this name, or any one by its position, `Softmax<Axis<1>>`.
///
/// - Shapes: `Softmax<C>` takes `(N, C)`, `(N, T, C)`, … and gives the same.
/// - Errors: another last axis does not compile. See [`Array::softmax`].
///
/// It is for what a network computes within; a loss that is made of scores has its own, and more exact: [`softmax_loss`](crate::softmax_loss).
///
/// ```
/// use shapeful::{Axis, Layer, Softmax, Tensor, axes};
/// axes! { Batch = 2; Classes = 2; }
/// let scores = Tensor::<(Batch, Classes)>::from([[1e4, 1e4], [1e4, -1e4]]);
/// assert_eq!(Softmax::<Classes>::new().predict(&scores), [[0.5, 0.5], [1.0, 0.0]]);
/// assert_eq!(Softmax::<Axis<0>>::new().predict(&scores), [[0.5, 1.0], [0.5, 0.0]]);
/// ```
pub struct Softmax<Which>(PhantomData<fn() -> Which>);
along! { Softmax, "1.0" }
impl<X: HasAxis<Axis<P>, ByPosition>, E: Float, const P: usize> Layer<X, E> for Softmax<Axis<P>> {
    by_position! { softmax, softmax_backward }
}

/// The logarithm of softmax along an axis: the last one, if it has this name, or any one by its position, `LogSoftmax<Axis<1>>`.
///
/// - Shapes: `LogSoftmax<C>` takes `(N, C)`, `(N, T, C)`, … and gives the same.
/// - Errors: another last axis does not compile. See [`Array::log_softmax`].
///
/// ```
/// use shapeful::{Axis, Layer, LogSoftmax, Tensor, axes};
/// axes! { Batch = 2; Classes = 2; }
/// let scores = Tensor::<(Batch, Classes)>::from([[1e4, -1e4], [1e4, 3e4]]);
/// assert_eq!(LogSoftmax::<Classes>::new().predict(&scores), [[0.0, -2e4], [-2e4, 0.0]]);
/// assert_eq!(LogSoftmax::<Axis<0>>::new().predict(&scores)[[0, 1]], -4e4);
/// ```
pub struct LogSoftmax<Which>(PhantomData<fn() -> Which>);
along! { LogSoftmax, "0.0" }
impl<X: HasAxis<Axis<P>, ByPosition>, E: Float, const P: usize> Layer<X, E> for LogSoftmax<Axis<P>> {
    by_position! { log_softmax, log_softmax_backward }
}
