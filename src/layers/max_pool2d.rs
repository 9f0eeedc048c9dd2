//! The greatest pixel of each window, as a layer.
use crate::array::Array;
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::pool::PoolSizes;
use crate::layers::layer::Layer;
use crate::layers::mode::Mode;
#[cfg(feature = "rand")]
use crate::layers::params::Init;
use crate::layers::params::Params;
use crate::numeral::_0;
use crate::ops::ConvSides;
use core::marker::PhantomData;

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

impl<KH: Dim, KW: Dim, S: Dim> MaxPool2d<KH, KW, S> {
    /// The layer: its type says all.
    ///
    /// ```
    /// use shapeful::{MaxPool2d, Params, dim};
    /// assert_eq!(Params::<f32>::count(&MaxPool2d::<dim!(2), dim!(2)>::new()), 0);
    /// ```
    pub const fn new() -> Self {
        MaxPool2d(PhantomData)
    }
}
impl<KH: Dim, KW: Dim, S: Dim> Default for MaxPool2d<KH, KW, S> {
    fn default() -> Self {
        Self::new()
    }
}
impl<KH: Dim, KW: Dim, S: Dim> core::fmt::Debug for MaxPool2d<KH, KW, S> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("MaxPool2d")
    }
}

#[diagnostic::do_not_recommend]
impl<KH: Dim, KW: Dim, S: Dim, E: Float> Params<E> for MaxPool2d<KH, KW, S> {}

type MapH<H, W, KH, KW, S> = <(H, W) as ConvSides<(KH, KW), S, _0>>::Height;
type MapW<H, W, KH, KW, S> = <(H, W) as ConvSides<(KH, KW), S, _0>>::Width;

macro_rules! body { ($($n:ident)+) => {
    type Y = ($($n,)+ C, MapH<H, W, KH, KW, S>, MapW<H, W, KH, KW, S>);
    type Cache<M: Mode> = ();
    fn forward<M: Mode>(&self, x: &Array<($($n,)+ C, H, W), E>, _: &mut (), y: &mut Array<Self::Y, E>) {
        sizes::<H, W, KH, KW, S>(C::SIZE $(* $n::SIZE)+).max_forward(x.as_slice(), y.as_mut_slice());
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
            sizes.max_backward(dy.as_slice(), x.as_slice(), dx.as_mut_slice());
        }
    }
} }
// (N, C, H, W) and the frames of films, (N, T, C, H, W): why two, is told in conv2d.rs.
#[rustfmt::skip]
impl<N: Dim, C: Dim, H: Dim, W: Dim, KH: Dim, KW: Dim, S: Dim, E: Float> Layer<(N, C, H, W), E> for MaxPool2d<KH, KW, S> where (H, W): ConvSides<(KH, KW), S, _0> { body!(N); }
#[rustfmt::skip]
#[diagnostic::do_not_recommend]
impl<N: Dim, T: Dim, C: Dim, H: Dim, W: Dim, KH: Dim, KW: Dim, S: Dim, E: Float> Layer<(N, T, C, H, W), E> for MaxPool2d<KH, KW, S> where (H, W): ConvSides<(KH, KW), S, _0> { body!(N T); }
fn sizes<H: Dim, W: Dim, KH: Dim, KW: Dim, S: Dim>(planes: usize) -> PoolSizes
where
    (H, W): ConvSides<(KH, KW), S, _0>,
{
    PoolSizes::of::<H, W, KH, KW, S, MapH<H, W, KH, KW, S>, MapW<H, W, KH, KW, S>>(planes)
}

#[cfg(feature = "rand")]
impl<KH: Dim, KW: Dim, S: Dim> Init for MaxPool2d<KH, KW, S> {
    fn init<R: rand::Rng + ?Sized>(_: &mut R) -> Self {
        Self::new()
    }
}
