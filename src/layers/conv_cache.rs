//! The buffers of a convolution.
use crate::array::Tensor;
use crate::elem::Float;
use crate::layers::mode::Mode;
use crate::shape::Shape;

/// The patches of one image as columns, and in training the gradient of the filters from one image.
#[doc(hidden)]
pub struct ConvCache<M: Mode, Columns: Shape, W: Shape, E: Float> {
    pub(crate) columns: Tensor<Columns, E>,
    pub(crate) one: M::Of<Tensor<W, E>>,
}
impl<M: Mode, Columns: Shape, W: Shape, E: Float> Default for ConvCache<M, Columns, W, E> {
    fn default() -> Self {
        ConvCache { columns: Tensor::zeros(), one: Default::default() }
    }
}
