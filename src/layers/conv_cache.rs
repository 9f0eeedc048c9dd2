//! The buffer of a convolution.
use crate::elem::Float;
use crate::kernel::conv::{ConvSizes, ConvWork};
use crate::layers::mode::Mode;
use core::marker::PhantomData;

/// The sizes of a convolution, as a type.
#[doc(hidden)]
pub trait ConvWay {
    /// With a batch of one image.
    #[allow(private_interfaces, reason = "read by the layers alone")]
    const SIZES: ConvSizes;
}

/// What the kernels of a convolution need to work with, of one image and one group at a time, for each thread.
#[doc(hidden)]
pub struct ConvCache<M: Mode, Way: ConvWay, E: Float> {
    pub(crate) work: ConvWork<E>,
    of: PhantomData<fn() -> (M, Way)>,
}
impl<M: Mode, Way: ConvWay, E: Float> Default for ConvCache<M, Way, E> {
    fn default() -> Self {
        ConvCache { work: ConvWork::new(Way::SIZES, M::TRAINS), of: PhantomData }
    }
}
