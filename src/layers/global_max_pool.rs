//! The greatest pixel of each channel, as a layer: `(N, C, H, W)` → `(N, C)`.
use crate::array::Array;
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::pool::PoolSizes;
use crate::layers::layer::Layer;
use crate::layers::mode::Mode;
#[cfg(feature = "rand")]
use crate::layers::params::Init;
use crate::layers::params::Params;

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

#[diagnostic::do_not_recommend]
impl<E: Float> Params<E> for GlobalMaxPool {}

macro_rules! images { ($($(#[$attribute:meta])* ($($n:ident)+))*) => { $(
    $(#[$attribute])*
    impl<$($n: Dim,)+ C: Dim, H: Dim, W: Dim, E: Float> Layer<($($n,)+ C, H, W), E> for GlobalMaxPool {
        type Y = ($($n,)+ C);
        type Cache<M: Mode> = ();
        fn forward<M: Mode>(&self, x: &Array<($($n,)+ C, H, W), E>, _: &mut (), y: &mut Array<Self::Y, E>) {
            PoolSizes::global::<H, W>(C::SIZE $(* $n::SIZE)+).max_forward(x.as_slice(), y.as_mut_slice());
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
                PoolSizes::global::<H, W>(C::SIZE $(* $n::SIZE)+).max_backward(dy.as_slice(), x.as_slice(), dx.as_mut_slice());
            }
        }
    }
)* } }
// (N, C, H, W) and the frames of films, (N, T, C, H, W): why two, is told in conv2d.rs.
images! {
    (N)
    #[diagnostic::do_not_recommend]
    (N T)
}

#[cfg(feature = "rand")]
impl Init for GlobalMaxPool {
    fn init<R: rand::Rng + ?Sized>(_: &mut R) -> Self {
        GlobalMaxPool
    }
}
