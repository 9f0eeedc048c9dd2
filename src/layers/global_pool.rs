//! The greatest pixel, or the mean, of each channel, as layers: `(N, C, H, W)` → `(N, C)`.
use crate::array::Array;
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::pool::PoolSizes;
use crate::layers::layer::Layer;
use crate::layers::mode::Mode;
use crate::layers::params::no_parameters;

macro_rules! body { (max $($n:ident)+) => {
    body! { $($n)+: PoolSizes::max_forward, PoolSizes::max_backward }
}; (avg $($n:ident)+) => {
    body! { $($n)+: PoolSizes::avg_forward, |sizes: PoolSizes, dy, _, dx| sizes.avg_backward(dy, dx) }
}; ($($n:ident)+: $forward:expr, $backward:expr) => {
    type Y = ($($n,)+ C);
    type Cache<M: Mode> = ();
    fn forward<M: Mode>(&self, x: &Array<($($n,)+ C, H, W), E>, _: &mut (), y: &mut Array<Self::Y, E>) {
        $forward(PoolSizes::global::<H, W>(C::SIZE $(* $n::SIZE)+), x.as_slice(), y.as_mut_slice());
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
            let sizes = PoolSizes::global::<H, W>(C::SIZE $(* $n::SIZE)+);
            $backward(sizes, dy.as_slice(), x.as_slice(), dx.as_mut_slice());
        }
    }
} }

/// The greatest pixel of each channel: whether a filter found its pattern, wherever that was. It has no parameters.
///
/// - Shapes: `x: (N, C, H, W)` → `y: (N, C)`.
///
/// ```
/// use shapeful::{GlobalMaxPool, Layer, Tensor, axes};
/// axes! { Batch = 1; Channels = 2; Height = 1; Width = 2; }
/// let x = Tensor::<(Batch, Channels, Height, Width)>::from([[[[1.0, 3.0]], [[5.0, 5.0]]]]);
/// assert_eq!(GlobalMaxPool.predict(&x), [[3.0, 5.0]]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct GlobalMaxPool;
no_parameters! { [] GlobalMaxPool = GlobalMaxPool }
// (N, C, H, W) and the frames of films, (N, T, C, H, W): why two, is told in conv2d.rs.
impl<N: Dim, C: Dim, H: Dim, W: Dim, E: Float> Layer<(N, C, H, W), E> for GlobalMaxPool {
    body!(max N);
}
#[diagnostic::do_not_recommend]
impl<N: Dim, T: Dim, C: Dim, H: Dim, W: Dim, E: Float> Layer<(N, T, C, H, W), E> for GlobalMaxPool {
    body!(max N T);
}

/// The mean of each channel: from maps to one number for each, whatever their sides. It has no parameters.
///
/// - Shapes: `x: (N, C, H, W)` → `y: (N, C)`.
/// - Source: Lin, Chen & Yan 2014, "Network in network", §3.2.
///
/// ```
/// use shapeful::{GlobalAvgPool, Layer, Tensor, axes};
/// axes! { Batch = 1; Channels = 2; Height = 1; Width = 2; }
/// let x = Tensor::<(Batch, Channels, Height, Width)>::from([[[[1.0, 3.0]], [[5.0, 5.0]]]]);
/// assert_eq!(GlobalAvgPool.predict(&x), [[2.0, 5.0]]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct GlobalAvgPool;
no_parameters! { [] GlobalAvgPool = GlobalAvgPool }
impl<N: Dim, C: Dim, H: Dim, W: Dim, E: Float> Layer<(N, C, H, W), E> for GlobalAvgPool {
    body!(avg N);
}
#[diagnostic::do_not_recommend]
impl<N: Dim, T: Dim, C: Dim, H: Dim, W: Dim, E: Float> Layer<(N, T, C, H, W), E> for GlobalAvgPool {
    body!(avg N T);
}
