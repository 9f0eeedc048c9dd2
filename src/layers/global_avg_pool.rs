//! The mean of each channel, as a layer: `(N, C, H, W)` → `(N, C)`.
use crate::array::Array;
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::pool::PoolSizes;
use crate::layers::layer::Layer;
use crate::layers::mode::Mode;
#[cfg(feature = "rand")]
use crate::layers::params::Init;
use crate::layers::params::Params;

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

#[diagnostic::do_not_recommend]
impl<E: Float> Params<E> for GlobalAvgPool {}

impl<N: Dim, C: Dim, H: Dim, W: Dim, E: Float> Layer<(N, C, H, W), E> for GlobalAvgPool {
    type Y = (N, C);
    type Cache<M: Mode> = ();
    fn forward<M: Mode>(&self, x: &Array<(N, C, H, W), E>, _: &mut (), y: &mut Array<(N, C), E>) {
        PoolSizes::global::<N, C, H, W>().avg_forward(x.as_slice(), y.as_mut_slice());
    }
    fn backward(
        &mut self,
        _: &Array<(N, C, H, W), E>,
        _: &mut (),
        dy: &Array<(N, C), E>,
        dx: Option<&mut Array<(N, C, H, W), E>>,
        _: &mut Self,
    ) {
        if let Some(dx) = dx {
            PoolSizes::global::<N, C, H, W>().avg_backward(dy.as_slice(), dx.as_mut_slice());
        }
    }
}

#[cfg(feature = "rand")]
impl Init for GlobalAvgPool {
    fn init<R: rand::Rng + ?Sized>(_: &mut R) -> Self {
        GlobalAvgPool
    }
}
