//! The sandwich of the course: a convolution, then ReLU.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::conv::ConvWork;
use crate::ops::conv::{ConvGrads, MapsOf, SeenBy, conv_backward, sizes};
use crate::ops::conv_out::ConvSides;
use crate::ops::pixels::{Count, Number, Pad, Pixels, Stride};
use crate::ops::relu::relu_backward;

/// [`conv_forward`](crate::conv_forward), then `max(0, out)`.
///
/// - Shapes: `x: (N, C, H, W)`, `w: (F, C, HH, WW)`, `b: (F,)` → `out: (N, F, H', W')`.
/// - Source: CS231n, assignment 2, `conv_relu_forward`.
///
/// ```
/// use shapeful::{Pad, Stride, Tensor, conv_relu_forward, dim};
/// let x = Tensor::<(dim!(1), dim!(1), dim!(1), dim!(3))>::from([[[[1.0, 4.0, 2.0]]]]);
/// let change = Tensor::<(dim!(1), dim!(1), dim!(1), dim!(2))>::from([[[[-1.0, 1.0]]]]);
/// assert_eq!(conv_relu_forward(&x, &change, &Tensor::zeros(), Stride::<1>, Pad::<0>), [[[[3.0, 0.0]]]]);
/// ```
#[rustfmt::skip]
pub fn conv_relu_forward<N: Dim, C: Dim, H: Dim, W: Dim, F: Dim, CC: Dim, HH: Dim, WW: Dim, OutH: Dim, OutW: Dim, E: Float, const S: usize, const P: usize>(
    x: &Array<(N, C, H, W), E>,
    w: &Array<(F, CC, HH, WW), E>,
    b: &Array<(F,), E>,
    _: Stride<S>,
    _: Pad<P>,
) -> Tensor<(N, F, OutH, OutW), E>
where
    Count<S>: Pixels,
    Count<P>: Pixels,
    C: SeenBy<CC>,
    (C::Then<H>, W): ConvSides<(HH, WW), Number<S>, Number<P>, Height = OutH, Width = OutW>,
{
    let sizes = sizes::<N, C, H, W, F, HH, WW, OutH, OutW, Number<S>, Number<P>>();
    let (mut out, mut work) = (Tensor::zeros(), ConvWork::new(sizes, false));
    sizes.forward(x.as_slice(), w.as_slice(), b.as_slice(), true, &mut work, out.as_mut_slice());
    out
}

/// The gradients of [`conv_relu_forward`].
///
/// It needs the output, not what went into the ReLU: the output is positive exactly where that was.
///
/// - Shapes: `dout, out: (N, F, H', W')`, `x: (N, C, H, W)`, `w: (F, C, HH, WW)` → `dx: (N, C, H, W)`, `dw: (F, C, HH, WW)`, `db: (F,)`.
///
/// ```
/// use shapeful::{Pad, Stride, Tensor, conv_relu_backward, conv_relu_forward, dim};
/// let x = Tensor::<(dim!(1), dim!(1), dim!(1), dim!(3))>::from([[[[1.0, 4.0, 2.0]]]]);
/// let change = Tensor::<(dim!(1), dim!(1), dim!(1), dim!(2))>::from([[[[-1.0, 1.0]]]]);
/// let out = conv_relu_forward(&x, &change, &Tensor::zeros(), Stride::<1>, Pad::<0>);
/// let grads = conv_relu_backward(&Tensor::ones(), &out, &x, &change, Stride::<1>, Pad::<0>);
/// assert_eq!(grads.dx, [[[[-1.0, 1.0, 0.0]]]]);
/// ```
#[rustfmt::skip]
#[allow(clippy::type_complexity, reason = "the shapes, written out")]
pub fn conv_relu_backward<N: Dim, C: Dim, H: Dim, W: Dim, F: Dim, CC: Dim, HH: Dim, WW: Dim, OutH: Dim, OutW: Dim, DoutH: Dim, DoutW: Dim, E: Float, const S: usize, const P: usize>(
    dout: &Array<(N, F, DoutH, DoutW), E>,
    out: &Array<(N, F, DoutH, DoutW), E>,
    x: &Array<(N, C, H, W), E>,
    w: &Array<(F, CC, HH, WW), E>,
    stride: Stride<S>,
    pad: Pad<P>,
) -> ConvGrads<(N, C, H, W), (F, CC, HH, WW), (F,), E>
where
    Count<S>: Pixels,
    Count<P>: Pixels,
    C: SeenBy<CC>,
    (C::Then<H>, W): ConvSides<(HH, WW), Number<S>, Number<P>, Height = OutH, Width = OutW>,
    (DoutH, DoutW): MapsOf<OutH, OutW>,
{
    conv_backward(&relu_backward(dout, out), x, w, stride, pad)
}
