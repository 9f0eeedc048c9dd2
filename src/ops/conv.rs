//! The convolution of the course: filters go over images, and each gives one map of what it finds.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::dim::{Dim, Never};
use crate::elem::Float;
use crate::kernel::conv::{ConvSizes, ConvWork, Side};
use crate::numeral::_1;
use crate::ops::affine::AffineGrads;
use crate::ops::conv_out::ConvSides;
use crate::ops::pixels::{Count, Number, Pad, Pixels, Stride};

/// `Self`, the channels of an image, are the channels that a filter sees.
///
/// ```
/// use shapeful::{SeenBy, axes};
/// axes! { Colours = 3; Features = 3; }
/// fn sees<Image: SeenBy<Filter>, Filter>() {}
/// sees::<Colours, Colours>();
/// ```
/// The same number of other channels is something else:
/// ```compile_fail,E0277
/// # use shapeful::{SeenBy, axes};
/// # axes! { Colours = 3; Features = 3; }
/// # fn sees<Image: SeenBy<Filter>, Filter>() {}
/// sees::<Features, Colours>();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: a filter that sees the channels {Channels} cannot take an image whose channels are {Self}",
    label = "the channels of this image are {Self}",
    note = "x (N, C, H, W), w (F, C, HH, WW): a filter sums over all channels of its patch, so it has as many as the image",
    note = "an image with its channels last is permuted first: (N, H, W, C) -> (N, C, H, W)",
    note = "lesson S98"
)]
pub trait SeenBy<Channels> {
    /// `Side`, which is there only if they are: whether a filter fits into an image that it does not take is not judged.
    #[doc(hidden)]
    type Then<Side: Dim>: Dim;
}
#[diagnostic::do_not_recommend]
impl<C: Dim> SeenBy<C> for C {
    type Then<Side: Dim> = Side;
}
#[diagnostic::do_not_recommend]
impl<C: Dim> SeenBy<Never> for C {
    type Then<Side: Dim> = Side;
}

/// `Self`, the sides of `dout`, are the sides `Height` and `Width` of what went forward.
///
/// ```
/// use shapeful::{MapsOf, dim};
/// fn maps<Dout: MapsOf<Height, Width>, Height, Width>() {}
/// maps::<(dim!(8), dim!(6)), dim!(8), dim!(6)>();
/// ```
/// ```compile_fail,E0277
/// # use shapeful::{MapsOf, dim};
/// # fn maps<Dout: MapsOf<Height, Width>, Height, Width>() {}
/// maps::<(dim!(6), dim!(8)), dim!(8), dim!(6)>();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: dout has maps of {Self}, but forward gave maps of ({Height}, {Width})",
    label = "maps of {Self}",
    note = "dout (N, F, H', W') has the shape of out, H' = (H + 2*P - HH) / S + 1",
    note = "go backward with the stride, padding and window that went forward",
    note = "lesson S99"
)]
pub trait MapsOf<Height, Width> {}
#[diagnostic::do_not_recommend]
impl<H: Dim, W: Dim> MapsOf<H, W> for (H, W) {}
#[diagnostic::do_not_recommend]
impl<H: Dim, W: Dim> MapsOf<Never, Never> for (H, W) {}

/// The gradients of a convolution: each has the shape of what it is the gradient of.
///
/// ```
/// use shapeful::{ConvGrads, Pad, Stride, Tensor, conv_backward, dim};
/// type One = (dim!(1), dim!(1), dim!(1), dim!(1));
/// let (x, w) = (Tensor::<One>::full(3.0), Tensor::<One>::full(5.0));
/// let ConvGrads { dx, dw, db } = conv_backward(&Tensor::<One>::ones(), &x, &w, Stride::<1>, Pad::<0>);
/// assert_eq!((dx.sum_all(), dw.sum_all(), db.sum_all()), (5.0, 3.0, 1.0));
/// ```
pub type ConvGrads<X, W, B, E = f32> = AffineGrads<X, W, B, E>;

/// `out[n, f, p, q] = b[f] + Σ_{c,i,j} x[n, c, p·S + i − P, q·S + j − P]·w[f, c, i, j]`, where `x` is 0 outside the image.
///
/// Dilation, groups and signals along a line are those of the layers [`Conv2d`](crate::Conv2d) and [`Conv1d`](crate::Conv1d).
///
/// - Shapes: `x: (N, C, H, W)`, `w: (F, C, HH, WW)`, `b: (F,)` → `out: (N, F, H', W')` with `H' = (H + 2P − HH) / S + 1`, in numbers.
/// - Errors: other shapes do not compile, nor do filters that [do not tile](crate::ConvOut) the image.
/// - Source: CS231n notes, "Convolutional Networks"; assignment 2, `conv_forward_naive`.
///
/// A filter of ones counts the pixels under it, fewer at the edges:
/// ```
/// use shapeful::{Pad, Stride, Tensor, axes, conv_forward, dim};
/// axes! { Batch = 1; Grey = 1; Filters = 1; Height = 3; Width = 3; }
/// let x = Tensor::<(Batch, Grey, Height, Width)>::ones();
/// let w = Tensor::<(Filters, Grey, dim!(3), dim!(3))>::ones();
/// let b = Tensor::<(Filters,)>::full(100.0);
/// let out: Tensor<(Batch, Filters, dim!(3), dim!(3))> = conv_forward(&x, &w, &b, Stride::<1>, Pad::<1>);
/// assert_eq!(out, [[[[104.0, 106.0, 104.0], [106.0, 109.0, 106.0], [104.0, 106.0, 104.0]]]]);
/// ```
#[rustfmt::skip]
pub fn conv_forward<N: Dim, C: Dim, H: Dim, W: Dim, F: Dim, CC: Dim, HH: Dim, WW: Dim, OutH: Dim, OutW: Dim, E: Float, const S: usize, const P: usize>(
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
    sizes.forward(x.as_slice(), w.as_slice(), b.as_slice(), false, &mut work, out.as_mut_slice());
    out
}

/// The gradients of [`conv_forward`].
///
/// - Shapes: `dout: (N, F, H', W')`, `x: (N, C, H, W)`, `w: (F, C, HH, WW)` → `dx: (N, C, H, W)`, `dw: (F, C, HH, WW)`, `db: (F,)`.
/// - Formula: `dw[f, c, i, j] = Σ_{n,p,q} dout[n, f, p, q]·x[n, c, p·S + i − P, q·S + j − P]`, `db[f] = Σ_{n,p,q} dout[n, f, p, q]`; to
///   `dx` each place adds `dout[n, f, p, q]·w[f]` where its filter lay.
/// - Errors: other shapes do not compile.
/// - Source: CS231n, assignment 2, `conv_backward_naive`.
///
/// The gradient of a pixel counts the filters that saw it:
/// ```
/// use shapeful::{ConvGrads, Pad, Stride, Tensor, axes, conv_backward, dim};
/// axes! { Batch = 1; Grey = 1; Filters = 1; Height = 1; Width = 3; }
/// let x = Tensor::<(Batch, Grey, Height, Width)>::from([[[[1.0, 2.0, 4.0]]]]);
/// let w = Tensor::<(Filters, Grey, dim!(1), dim!(2))>::ones();
/// let dout = Tensor::<(Batch, Filters, dim!(1), dim!(2))>::ones();
/// let ConvGrads { dx, dw, db } = conv_backward(&dout, &x, &w, Stride::<1>, Pad::<0>);
/// assert_eq!(dx, [[[[1.0, 2.0, 1.0]]]]);
/// assert_eq!(dw, [[[[3.0, 6.0]]]]);
/// assert_eq!(db, [2.0]);
/// ```
#[rustfmt::skip]
#[allow(clippy::type_complexity, reason = "the shapes, written out")]
pub fn conv_backward<N: Dim, C: Dim, H: Dim, W: Dim, F: Dim, CC: Dim, HH: Dim, WW: Dim, OutH: Dim, OutW: Dim, DoutH: Dim, DoutW: Dim, E: Float, const S: usize, const P: usize>(
    dout: &Array<(N, F, DoutH, DoutW), E>,
    x: &Array<(N, C, H, W), E>,
    w: &Array<(F, CC, HH, WW), E>,
    _: Stride<S>,
    _: Pad<P>,
) -> ConvGrads<(N, C, H, W), (F, CC, HH, WW), (F,), E>
where
    Count<S>: Pixels,
    Count<P>: Pixels,
    C: SeenBy<CC>,
    (C::Then<H>, W): ConvSides<(HH, WW), Number<S>, Number<P>, Height = OutH, Width = OutW>,
    (DoutH, DoutW): MapsOf<OutH, OutW>,
{
    let sizes = sizes::<N, C, H, W, F, HH, WW, OutH, OutW, Number<S>, Number<P>>();
    let mut grads = ConvGrads { dx: Tensor::zeros(), dw: Tensor::zeros(), db: Tensor::zeros() };
    let mut work = ConvWork::new(sizes, true);
    let (dout, dw, db) = (dout.as_slice(), grads.dw.as_mut_slice(), grads.db.as_mut_slice());
    sizes.backward_params(dout, x.as_slice(), &mut work, dw, db);
    sizes.backward_input(dout, w.as_slice(), &mut work, grads.dx.as_mut_slice());
    grads
}

pub(super) fn sizes<N: Dim, C: Dim, H: Dim, W: Dim, F: Dim, HH: Dim, WW: Dim, OutH: Dim, OutW: Dim, S: Dim, P: Dim>()
-> ConvSizes {
    ConvSizes {
        batch: N::SIZE,
        groups: 1,
        channels: C::SIZE,
        filters: F::SIZE,
        height: Side::of::<H, HH, S, P, _1, OutH>(),
        width: Side::of::<W, WW, S, P, _1, OutW>(),
    }
}
