//! Pooling: a window goes over each channel of an image, and leaves one number at each place.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::conv::Side;
use crate::kernel::pool::PoolSizes;
use crate::numeral::{_0, _1};
use crate::ops::conv::MapsOf;
use crate::ops::conv_out::ConvSides;
use crate::ops::pixels::{Count, Number, Pixels, Stride, Window};

/// `out[n, c, p, q]` is the greatest of `x[n, c, p·S + i, q·S + j]` for `i < PH`, `j < PW`.
///
/// - Shapes: `x: (N, C, H, W)` → `out: (N, C, H', W')` with `H' = (H − PH) / S + 1`, in numbers. Windows overlap where `S < PH`.
/// - Errors: a window that [does not tile](crate::ConvOut) the image does not compile. NaN in a window gives NaN.
/// - Source: CS231n notes, "Convolutional Networks: Pooling layer"; assignment 2, `max_pool_forward_naive`.
///
/// ```
/// use shapeful::{Stride, Tensor, Window, axes, dim, max_pool_forward};
/// axes! { Batch = 1; Channels = 1; Height = 2; Width = 4; }
/// let x = Tensor::<(Batch, Channels, Height, Width)>::from([[[[1.0, 5.0, 2.0, 0.0], [3.0, 4.0, 8.0, 7.0]]]]);
/// let out: Tensor<(Batch, Channels, dim!(1), dim!(2))> = max_pool_forward(&x, Window::<2, 2>, Stride::<2>);
/// assert_eq!(out, [[[[5.0, 8.0]]]]);
/// ```
#[rustfmt::skip]
pub fn max_pool_forward<N: Dim, C: Dim, H: Dim, W: Dim, OutH: Dim, OutW: Dim, E: Float, const PH: usize, const PW: usize, const S: usize>(
    x: &Array<(N, C, H, W), E>,
    _: Window<PH, PW>,
    _: Stride<S>,
) -> Tensor<(N, C, OutH, OutW), E>
where
    Count<PH>: Pixels,
    Count<PW>: Pixels,
    Count<S>: Pixels,
    (H, W): ConvSides<(Number<PH>, Number<PW>), Number<S>, _0, Height = OutH, Width = OutW>,
{
    let mut out = Tensor::zeros();
    PoolSizes::of::<H, W, Number<PH>, Number<PW>, Number<S>, OutH, OutW>(N::SIZE * C::SIZE).max_forward(x.as_slice(), out.as_mut_slice());
    out
}

/// The gradient of [`max_pool_forward`]: of each window, the greatest pixel gets all, and of several the first, as in numpy's `argmax`.
///
/// - Shapes: `dout: (N, C, H', W')`, `x: (N, C, H, W)` → `dx: (N, C, H, W)`.
/// - Source: CS231n, assignment 2, `max_pool_backward_naive`.
///
/// ```
/// use shapeful::{Stride, Tensor, Window, axes, dim, max_pool_backward};
/// axes! { Batch = 1; Channels = 1; Height = 2; Width = 4; }
/// let x = Tensor::<(Batch, Channels, Height, Width)>::from([[[[1.0, 5.0, 8.0, 0.0], [3.0, 4.0, 8.0, 7.0]]]]);
/// let dout = Tensor::<(Batch, Channels, dim!(1), dim!(2))>::from([[[[10.0, 20.0]]]]);
/// let dx = max_pool_backward(&dout, &x, Window::<2, 2>, Stride::<2>);
/// assert_eq!(dx, [[[[0.0, 10.0, 20.0, 0.0], [0.0, 0.0, 0.0, 0.0]]]]);
/// ```
#[rustfmt::skip]
pub fn max_pool_backward<N: Dim, C: Dim, H: Dim, W: Dim, OutH: Dim, OutW: Dim, DoutH: Dim, DoutW: Dim, E: Float, const PH: usize, const PW: usize, const S: usize>(
    dout: &Array<(N, C, DoutH, DoutW), E>,
    x: &Array<(N, C, H, W), E>,
    _: Window<PH, PW>,
    _: Stride<S>,
) -> Tensor<(N, C, H, W), E>
where
    Count<PH>: Pixels,
    Count<PW>: Pixels,
    Count<S>: Pixels,
    (H, W): ConvSides<(Number<PH>, Number<PW>), Number<S>, _0, Height = OutH, Width = OutW>,
    (DoutH, DoutW): MapsOf<OutH, OutW>,
{
    let mut dx = Tensor::zeros();
    let sizes = PoolSizes::of::<H, W, Number<PH>, Number<PW>, Number<S>, OutH, OutW>(N::SIZE * C::SIZE);
    sizes.max_backward(dout.as_slice(), x.as_slice(), dx.as_mut_slice());
    dx
}

/// `out[n, c, p, q]` is the mean of `x[n, c, p·S + i, q·S + j]` for `i < PH`, `j < PW`.
///
/// - Shapes: `x: (N, C, H, W)` → `out: (N, C, H', W')` with `H' = (H − PH) / S + 1`, in numbers. Windows overlap where `S < PH`.
/// - Errors: a window that [does not tile](crate::ConvOut) the image does not compile.
/// - Source: CS231n notes, "Convolutional Networks: Pooling layer".
///
/// ```
/// use shapeful::{Stride, Tensor, Window, axes, avg_pool_forward, dim};
/// axes! { Batch = 1; Channels = 1; Height = 2; Width = 4; }
/// let x = Tensor::<(Batch, Channels, Height, Width)>::from([[[[1.0, 5.0, 2.0, 0.0], [2.0, 4.0, 2.0, 0.0]]]]);
/// let out: Tensor<(Batch, Channels, dim!(1), dim!(2))> = avg_pool_forward(&x, Window::<2, 2>, Stride::<2>);
/// assert_eq!(out, [[[[3.0, 1.0]]]]);
/// ```
#[rustfmt::skip]
pub fn avg_pool_forward<N: Dim, C: Dim, H: Dim, W: Dim, OutH: Dim, OutW: Dim, E: Float, const PH: usize, const PW: usize, const S: usize>(
    x: &Array<(N, C, H, W), E>,
    _: Window<PH, PW>,
    _: Stride<S>,
) -> Tensor<(N, C, OutH, OutW), E>
where
    Count<PH>: Pixels,
    Count<PW>: Pixels,
    Count<S>: Pixels,
    (H, W): ConvSides<(Number<PH>, Number<PW>), Number<S>, _0, Height = OutH, Width = OutW>,
{
    let mut out = Tensor::zeros();
    PoolSizes::of::<H, W, Number<PH>, Number<PW>, Number<S>, OutH, OutW>(N::SIZE * C::SIZE).avg_forward(x.as_slice(), out.as_mut_slice());
    out
}

/// The gradient of [`avg_pool_forward`]: every pixel of a window gets an equal part.
///
/// It needs no number of the images, only their shape: that is the shape of `dx`, given where it is called.
///
/// - Shapes: `dout: (N, C, H', W')` → `dx: (N, C, H, W)`.
///
/// ```
/// use shapeful::{Stride, Tensor, Window, axes, avg_pool_backward, dim};
/// axes! { Batch = 1; Channels = 1; Height = 1; Width = 3; }
/// let dout = Tensor::<(Batch, Channels, dim!(1), dim!(2))>::from([[[[2.0, 4.0]]]]);
/// let dx: Tensor<(Batch, Channels, Height, Width)> = avg_pool_backward(&dout, Window::<1, 2>, Stride::<1>);
/// assert_eq!(dx, [[[[1.0, 3.0, 2.0]]]]);
/// ```
#[rustfmt::skip]
pub fn avg_pool_backward<N: Dim, C: Dim, H: Dim, W: Dim, OutH: Dim, OutW: Dim, DoutH: Dim, DoutW: Dim, E: Float, const PH: usize, const PW: usize, const S: usize>(
    dout: &Array<(N, C, DoutH, DoutW), E>,
    _: Window<PH, PW>,
    _: Stride<S>,
) -> Tensor<(N, C, H, W), E>
where
    Count<PH>: Pixels,
    Count<PW>: Pixels,
    Count<S>: Pixels,
    (H, W): ConvSides<(Number<PH>, Number<PW>), Number<S>, _0, Height = OutH, Width = OutW>,
    (DoutH, DoutW): MapsOf<OutH, OutW>,
{
    let mut dx = Tensor::zeros();
    let sizes = PoolSizes::of::<H, W, Number<PH>, Number<PW>, Number<S>, OutH, OutW>(N::SIZE * C::SIZE);
    sizes.avg_backward(dout.as_slice(), dx.as_mut_slice());
    dx
}

/// `out[n, c]` is the mean of a whole channel.
///
/// - Shapes: `x: (N, C, H, W)` → `out: (N, C)`.
/// - Errors: NaN in a channel gives NaN, and so does a channel without pixels.
/// - Source: Lin, Chen & Yan 2014, "Network in network", §3.2.
///
/// ```
/// use shapeful::{Tensor, axes, global_avg_pool_forward};
/// axes! { Batch = 1; Channels = 2; Height = 1; Width = 2; }
/// let x = Tensor::<(Batch, Channels, Height, Width)>::from([[[[1.0, 3.0]], [[5.0, 5.0]]]]);
/// let out: Tensor<(Batch, Channels)> = global_avg_pool_forward(&x);
/// assert_eq!(out, [[2.0, 5.0]]);
/// ```
pub fn global_avg_pool_forward<N: Dim, C: Dim, H: Dim, W: Dim, E: Float>(
    x: &Array<(N, C, H, W), E>,
) -> Tensor<(N, C), E> {
    let mut out = Tensor::zeros();
    PoolSizes::global::<H, W>(N::SIZE * C::SIZE).avg_forward(x.as_slice(), out.as_mut_slice());
    out
}

/// The gradient of [`global_avg_pool_forward`]: every pixel of a channel gets an equal part.
///
/// - Shapes: `dout: (N, C)` → `dx: (N, C, H, W)`, whose sides are given where it is called.
///
/// ```
/// use shapeful::{Tensor, axes, global_avg_pool_backward};
/// axes! { Batch = 1; Channels = 2; Height = 1; Width = 2; }
/// let dout = Tensor::<(Batch, Channels)>::from([[2.0, 4.0]]);
/// let dx: Tensor<(Batch, Channels, Height, Width)> = global_avg_pool_backward(&dout);
/// assert_eq!(dx, [[[[1.0, 1.0]], [[2.0, 2.0]]]]);
/// ```
pub fn global_avg_pool_backward<N: Dim, C: Dim, H: Dim, W: Dim, E: Float>(
    dout: &Array<(N, C), E>,
) -> Tensor<(N, C, H, W), E> {
    let mut dx = Tensor::zeros();
    PoolSizes::global::<H, W>(N::SIZE * C::SIZE).avg_backward(dout.as_slice(), dx.as_mut_slice());
    dx
}

/// `out[n, c]` is the greatest pixel of a whole channel.
///
/// - Shapes: `x: (N, C, H, W)` → `out: (N, C)`.
/// - Errors: NaN in a channel gives NaN; the greatest of no pixels is −∞, as that of [`max`](Array::max).
///
/// ```
/// use shapeful::{Tensor, axes, global_max_pool_forward};
/// axes! { Batch = 1; Channels = 2; Height = 1; Width = 2; }
/// let x = Tensor::<(Batch, Channels, Height, Width)>::from([[[[1.0, 3.0]], [[5.0, 5.0]]]]);
/// let out: Tensor<(Batch, Channels)> = global_max_pool_forward(&x);
/// assert_eq!(out, [[3.0, 5.0]]);
/// ```
pub fn global_max_pool_forward<N: Dim, C: Dim, H: Dim, W: Dim, E: Float>(
    x: &Array<(N, C, H, W), E>,
) -> Tensor<(N, C), E> {
    let mut out = Tensor::zeros();
    PoolSizes::global::<H, W>(N::SIZE * C::SIZE).max_forward(x.as_slice(), out.as_mut_slice());
    out
}

/// The gradient of [`global_max_pool_forward`]: the greatest pixel of a channel gets all, and of several the first.
///
/// - Shapes: `dout: (N, C)`, `x: (N, C, H, W)` → `dx: (N, C, H, W)`.
///
/// ```
/// use shapeful::{Tensor, axes, global_max_pool_backward};
/// axes! { Batch = 1; Channels = 2; Height = 1; Width = 2; }
/// let x = Tensor::<(Batch, Channels, Height, Width)>::from([[[[1.0, 3.0]], [[5.0, 5.0]]]]);
/// let dx = global_max_pool_backward(&Tensor::<(Batch, Channels)>::from([[2.0, 4.0]]), &x);
/// assert_eq!(dx, [[[[0.0, 2.0]], [[4.0, 0.0]]]]);
/// ```
pub fn global_max_pool_backward<N: Dim, C: Dim, H: Dim, W: Dim, E: Float>(
    dout: &Array<(N, C), E>,
    x: &Array<(N, C, H, W), E>,
) -> Tensor<(N, C, H, W), E> {
    let mut dx = Tensor::zeros();
    PoolSizes::global::<H, W>(N::SIZE * C::SIZE).max_backward(dout.as_slice(), x.as_slice(), dx.as_mut_slice());
    dx
}

impl PoolSizes {
    #[rustfmt::skip]
    pub(crate) fn of<H: Dim, W: Dim, PH: Dim, PW: Dim, S: Dim, OutH: Dim, OutW: Dim>(planes: usize) -> Self {
        PoolSizes {
            planes,
            height: Side::of::<H, PH, S, _0, _1, OutH>(),
            width: Side::of::<W, PW, S, _0, _1, OutW>(),
        }
    }
    /// One window, the whole image.
    pub(crate) fn global<H: Dim, W: Dim>(planes: usize) -> Self {
        Self::of::<H, W, H, W, _1, _1, _1>(planes)
    }
}
