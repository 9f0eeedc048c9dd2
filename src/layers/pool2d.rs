//! The greatest pixel, or the mean, of each window, as layers.
use crate::array::Array;
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::pool::PoolSizes;
use crate::layers::layer::Layer;
use crate::layers::mode::Mode;
use crate::layers::params::no_parameters;
use crate::numeral::_0;
use crate::ops::ConvSides;
use core::marker::PhantomData;

/// What both have but their formula.
macro_rules! pool { ($layer:ident) => {
    impl<KH: Dim, KW: Dim, S: Dim> $layer<KH, KW, S> {
        /// The layer: its type says all.
        ///
        /// ```
        #[doc = concat!("use shapeful::{", stringify!($layer), ", Params, dim};")]
        #[doc = concat!("assert_eq!(Params::<f32>::count(&", stringify!($layer), "::<dim!(2), dim!(2)>::new()), 0);")]
        /// ```
        pub const fn new() -> Self {
            $layer(PhantomData)
        }
    }
    impl<KH: Dim, KW: Dim, S: Dim> Default for $layer<KH, KW, S> {
        fn default() -> Self {
            Self::new()
        }
    }
    impl<KH: Dim, KW: Dim, S: Dim> core::fmt::Debug for $layer<KH, KW, S> {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.write_str(stringify!($layer))
        }
    }
    no_parameters! { [KH: Dim, KW: Dim, S: Dim,] $layer<KH, KW, S> = Self::new() }
} }

type MapH<H, W, KH, KW, S> = <(H, W) as ConvSides<(KH, KW), S, _0>>::Height;
type MapW<H, W, KH, KW, S> = <(H, W) as ConvSides<(KH, KW), S, _0>>::Width;

macro_rules! body { (max $($n:ident)+) => {
    body! { $($n)+: PoolSizes::max_forward, PoolSizes::max_backward }
    fn backward_to_relu(
        &mut self,
        x: &Array<($($n,)+ C, H, W), E>,
        _: &mut (),
        dy: &Array<Self::Y, E>,
        dx: &mut Array<($($n,)+ C, H, W), E>,
        _: &mut Self,
    ) {
        let sizes = sizes::<H, W, KH, KW, S>(C::SIZE $(* $n::SIZE)+);
        sizes.max_backward_to_relu(dy.as_slice(), x.as_slice(), dx.as_mut_slice());
    }
}; (avg $($n:ident)+) => {
    body! { $($n)+: PoolSizes::avg_forward, |sizes: PoolSizes, dy, _, dx| sizes.avg_backward(dy, dx) }
}; ($($n:ident)+: $forward:expr, $backward:expr) => {
    type Y = ($($n,)+ C, MapH<H, W, KH, KW, S>, MapW<H, W, KH, KW, S>);
    type Cache<M: Mode> = ();
    fn forward<M: Mode>(&self, x: &Array<($($n,)+ C, H, W), E>, _: &mut (), y: &mut Array<Self::Y, E>) {
        $forward(sizes::<H, W, KH, KW, S>(C::SIZE $(* $n::SIZE)+), x.as_slice(), y.as_mut_slice());
    }
    fn backward(
        &mut self,
        x: &Array<($($n,)+ C, H, W), E>,
        _: &mut (),
        dy: &Array<Self::Y, E>,
        dx: Option<&mut Array<($($n,)+ C, H, W), E>>,
        _: &mut Self,
    ) {
        if let Some(dx) = dx {
            let sizes = sizes::<H, W, KH, KW, S>(C::SIZE $(* $n::SIZE)+);
            $backward(sizes, dy.as_slice(), x.as_slice(), dx.as_mut_slice());
        }
    }
} }
fn sizes<H: Dim, W: Dim, KH: Dim, KW: Dim, S: Dim>(planes: usize) -> PoolSizes
where
    (H, W): ConvSides<(KH, KW), S, _0>,
{
    PoolSizes::of::<H, W, KH, KW, S, MapH<H, W, KH, KW, S>, MapW<H, W, KH, KW, S>>(planes)
}

/// The greatest pixel of each window of `KH` by `KW`, in steps of `S`; without an `S`, in steps of `KH`, so that they do not overlap.
///
/// - Shapes: `x: (N, C, H, W)` → `y: (N, C, H', W')` with `H' = (H − KH) / S + 1`, in numbers.
/// - Formula: `dx` gets `dy` at the greatest pixel of each window, and at the first of several.
/// - Errors: windows that [do not tile](crate::ConvOut) the image do not compile. NaN in a window gives NaN.
/// - Source: CS231n notes, "Convolutional Networks: Pooling layer".
///
/// ```
/// use shapeful::{Layer, MaxPool2d, Tensor, axes, dim};
/// axes! { Batch = 1; Channels = 1; Height = 2; Width = 4; }
/// let x = Tensor::<(Batch, Channels, Height, Width)>::from([[[[1.0, 5.0, 2.0, 0.0], [3.0, 4.0, 8.0, 7.0]]]]);
/// assert_eq!(MaxPool2d::<dim!(2), dim!(2)>::new().predict(&x), [[[[5.0, 8.0]]]]);
/// assert_eq!(MaxPool2d::<dim!(2), dim!(2), dim!(1)>::new().predict(&x), [[[[5.0, 8.0, 8.0]]]]);
/// ```
#[derive(Clone, Copy)]
pub struct MaxPool2d<KH: Dim, KW: Dim, S: Dim = KH>(PhantomData<fn() -> (KH, KW, S)>);
pool! { MaxPool2d }
// (N, C, H, W) and the frames of films, (N, T, C, H, W): why two, is told in conv2d.rs.
#[rustfmt::skip]
impl<N: Dim, C: Dim, H: Dim, W: Dim, KH: Dim, KW: Dim, S: Dim, E: Float> Layer<(N, C, H, W), E> for MaxPool2d<KH, KW, S> where (H, W): ConvSides<(KH, KW), S, _0> { body!(max N); }
#[rustfmt::skip]
#[diagnostic::do_not_recommend]
impl<N: Dim, T: Dim, C: Dim, H: Dim, W: Dim, KH: Dim, KW: Dim, S: Dim, E: Float> Layer<(N, T, C, H, W), E> for MaxPool2d<KH, KW, S> where (H, W): ConvSides<(KH, KW), S, _0> { body!(max N T); }

/// The mean of each window of `KH` by `KW`, in steps of `S`; without an `S`, in steps of `KH`, so that they do not overlap.
///
/// - Shapes: `x: (N, C, H, W)` → `y: (N, C, H', W')` with `H' = (H − KH) / S + 1`, in numbers.
/// - Formula: every pixel of a window gets an equal part of its `dy`.
/// - Errors: windows that [do not tile](crate::ConvOut) the image do not compile.
/// - Source: CS231n notes, "Convolutional Networks: Pooling layer".
///
/// ```
/// use shapeful::{AvgPool2d, Layer, Tensor, axes, dim};
/// axes! { Batch = 1; Channels = 1; Height = 2; Width = 4; }
/// let x = Tensor::<(Batch, Channels, Height, Width)>::from([[[[1.0, 5.0, 2.0, 0.0], [2.0, 4.0, 2.0, 0.0]]]]);
/// assert_eq!(AvgPool2d::<dim!(2), dim!(2)>::new().predict(&x), [[[[3.0, 1.0]]]]);
/// ```
#[derive(Clone, Copy)]
pub struct AvgPool2d<KH: Dim, KW: Dim, S: Dim = KH>(PhantomData<fn() -> (KH, KW, S)>);
pool! { AvgPool2d }
#[rustfmt::skip]
impl<N: Dim, C: Dim, H: Dim, W: Dim, KH: Dim, KW: Dim, S: Dim, E: Float> Layer<(N, C, H, W), E> for AvgPool2d<KH, KW, S> where (H, W): ConvSides<(KH, KW), S, _0> { body!(avg N); }
#[rustfmt::skip]
#[diagnostic::do_not_recommend]
impl<N: Dim, T: Dim, C: Dim, H: Dim, W: Dim, KH: Dim, KW: Dim, S: Dim, E: Float> Layer<(N, T, C, H, W), E> for AvgPool2d<KH, KW, S> where (H, W): ConvSides<(KH, KW), S, _0> { body!(avg N T); }
