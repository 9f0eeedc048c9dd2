//! The convolution of the course: filters go over images, and each gives one map of what it finds.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::dim::{Dim, Never};
use crate::elem::Float;
use crate::kernel::conv::{ConvSizes, Side};
use crate::numeral::{Num, ToNumeral};
use crate::ops::conv_out::ConvSides;
use crate::shape::Shape;
use alloc::vec;
use typenum::{Const, ToUInt};

/// The step of a filter or a window, in pixels: `Stride::<2>`, up to 1024.
///
/// ```
/// use shapeful::{Stride, Tensor, Window, dim, max_pool_forward};
/// let x = Tensor::<(dim!(1), dim!(1), dim!(1), dim!(4))>::from([[[[1.0, 2.0, 3.0, 4.0]]]]);
/// assert_eq!(max_pool_forward(&x, Window::<1, 2>, Stride::<2>), [[[[2.0, 4.0]]]]);
/// assert_eq!(max_pool_forward(&x, Window::<1, 2>, Stride::<1>), [[[[2.0, 3.0, 4.0]]]]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Stride<const S: usize>;

/// The zeros around an image, in pixels on each of its sides: `Pad::<1>`, up to 1024.
///
/// With a filter of `K`, stride 1 and a padding of `(K − 1) / 2` the image keeps its size:
/// ```
/// use shapeful::{Pad, Stride, Tensor, axes, conv_forward, dim};
/// axes! { Batch = 2; Colours = 3; Filters = 4; Side = 8; }
/// let (x, b) = (Tensor::<(Batch, Colours, Side, Side)>::ones(), Tensor::<(Filters,)>::zeros());
/// let w = Tensor::<(Filters, Colours, dim!(5), dim!(5))>::ones();
/// let maps: Tensor<(Batch, Filters, dim!(8), dim!(8))> = conv_forward(&x, &w, &b, Stride::<1>, Pad::<2>);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Pad<const P: usize>;

/// The number of a [`Stride`] or a [`Pad`], as an axis.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number of pixels",
    label = "not a number of pixels",
    note = "a stride and a padding are numbers up to 1024: `Stride::<2>`, `Pad::<1>`",
    note = "lesson S110"
)]
pub trait Pixels {
    type Number: Dim;
}
macro_rules! pixels { ($($name:ident)*) => { $(
    #[diagnostic::do_not_recommend]
    impl<const N: usize> Pixels for $name<N>
    where
        Const<N>: ToUInt<Output: ToNumeral<Out: Dim>>,
    {
        type Number = Num<<Const<N> as ToUInt>::Output>;
    }
)* } }
pixels! { Stride Pad }

/// `Self`, the channels of an image, are the channels that a filter sees.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "shape mismatch: a filter of {Channels} channels cannot see an image of {Self} channels",
    label = "the channels here are {Self}",
    note = "x (N, C, H, W), w (F, C, HH, WW): each filter has as many layers as the image has channels, and sums over them",
    note = "images that were loaded as (N, H, W, C) are permuted first: `x.permute((Batch, Channels, Height, Width))`",
    note = "lesson S112"
)]
pub trait SeenBy<Channels> {}
#[diagnostic::do_not_recommend]
impl<C: Dim> SeenBy<C> for C {}
#[diagnostic::do_not_recommend]
impl<C: Dim> SeenBy<Never> for C {}


#[rustfmt::skip]
pub fn conv_forward<N: Dim, C: Dim, H: Dim, W: Dim, F: Dim, CC: Dim, HH: Dim, WW: Dim, OutH: Dim, OutW: Dim, const S: usize, const P: usize, E: Float>(
    x: &Array<(N, C, H, W), E>,
    w: &Array<(F, CC, HH, WW), E>,
    b: &Array<(F,), E>,
    _: Stride<S>,
    _: Pad<P>,
) -> Tensor<(N, F, OutH, OutW), E>
where
    Stride<S>: Pixels,
    Pad<P>: Pixels,
    C: SeenBy<CC>,
    (H, W): ConvSides<(HH, WW), <Stride<S> as Pixels>::Number, <Pad<P> as Pixels>::Number, Height = OutH, Width = OutW>,
{
    Tensor::zeros()
}
