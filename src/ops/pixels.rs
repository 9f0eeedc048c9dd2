//! How a filter or a window goes over an image, as values: `Stride::<2>`, `Pad::<1>`, `Window::<2, 2>`.
use crate::dim::Dim;
use crate::numeral::{Num, ToNumeral};
use typenum::{Const, ToUInt};

/// The step of a filter or a window, in pixels: `Stride::<2>`. It is at most 1024.
///
/// ```
/// use shapeful::{Stride, Tensor, Window, dim, max_pool_forward};
/// let x = Tensor::<(dim!(1), dim!(1), dim!(1), dim!(4))>::from([[[[1.0, 2.0, 3.0, 4.0]]]]);
/// assert_eq!(max_pool_forward(&x, Window::<1, 2>, Stride::<2>), [[[[2.0, 4.0]]]]);
/// assert_eq!(max_pool_forward(&x, Window::<1, 2>, Stride::<1>), [[[[2.0, 3.0, 4.0]]]]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Stride<const S: usize>;

/// The zeros around an image, in pixels on each of its sides: `Pad::<1>`. It is at most 1024.
///
/// With a filter of `K`, stride 1 and a padding of `(K − 1) / 2` an image keeps its size:
/// ```
/// use shapeful::{Pad, Stride, Tensor, axes, conv_forward, dim};
/// axes! { Batch = 2; Colours = 3; Filters = 4; Side = 8; }
/// let (x, b) = (Tensor::<(Batch, Colours, Side, Side)>::ones(), Tensor::<(Filters,)>::zeros());
/// let w = Tensor::<(Filters, Colours, dim!(5), dim!(5))>::ones();
/// let maps: Tensor<(Batch, Filters, dim!(8), dim!(8))> = conv_forward(&x, &w, &b, Stride::<1>, Pad::<2>);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Pad<const P: usize>;

/// The height and width of what is pooled into one number, in pixels: `Window::<2, 2>`. They are at most 1024.
///
/// ```
/// use shapeful::{Stride, Tensor, Window, avg_pool_forward, dim};
/// let x = Tensor::<(dim!(1), dim!(1), dim!(2), dim!(2))>::from([[[[1.0, 2.0], [3.0, 6.0]]]]);
/// assert_eq!(avg_pool_forward(&x, Window::<2, 2>, Stride::<1>), [[[[3.0]]]]);
/// assert_eq!(avg_pool_forward(&x, Window::<1, 2>, Stride::<1>), [[[[1.5], [4.5]]]]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Window<const HEIGHT: usize, const WIDTH: usize>;

/// A number of pixels, which is what [`Stride`], [`Pad`] and [`Window`] are made of.
///
/// ```
/// use shapeful::{Tensor, dim};
/// use shapeful::ops::{Count, Pixels};
/// let row: Tensor<(dim!(3),)> = Tensor::<(<Count<3> as Pixels>::Number,)>::zeros();
/// ```
pub struct Count<const N: usize>;
/// A number of pixels that is known as an axis.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "shape mismatch: {Self} pixels are more than a stride, a padding or a window can have",
    label = "more than 1024 pixels, or a number that is not known here",
    note = "`Stride::<S>`, `Pad::<P>` and `Window::<H, W>` hold numbers up to 1024; layers take their numbers by `dim!`, without a limit",
    note = "in generic code write the numbers, or take the layer: `MaxPool2d::<KH, KW, S>`, `Conv2d::<InC, OutC, KH, KW, S, P>`",
    note = "lesson S88"
)]
pub trait Pixels {
    type Number: Dim;
}
#[diagnostic::do_not_recommend]
impl<const N: usize> Pixels for Count<N>
where
    Const<N>: ToUInt<Output: ToNumeral<Out: Dim>>,
{
    type Number = Num<<Const<N> as ToUInt>::Output>;
}
/// The axis of N pixels.
#[doc(hidden)]
pub type Number<const N: usize> = <Count<N> as Pixels>::Number;
