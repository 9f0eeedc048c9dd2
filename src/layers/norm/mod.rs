//! Normalisation as layers: over the batch, the features, groups of channels; and by the root mean square.
use crate::array::Tensor;
use crate::elem::Float;
use crate::shape::Shape;

mod batch;
mod group;
mod layer;
mod rms;

pub use batch::{BatchMoments, BatchNorm};
pub use group::GroupNorm;
pub use layer::LayerNorm;
pub use rms::RmsNorm;

/// What a layer norm or a group norm keeps of each row or group that it has normalised, for the pass backward.
///
/// ```
/// use shapeful::{Layer, LayerNorm, RowMoments, Tensor, Train, axes};
/// axes! { Batch = 2; Features = 2; }
/// let (norm, mut kept) = (LayerNorm::<Features>::new(), RowMoments::<(Batch,)>::default());
/// norm.forward::<Train>(&Tensor::<(Batch, Features)>::from([[1.0, 3.0], [5.0, 5.0]]), &mut kept, &mut Tensor::zeros());
/// assert_eq!(kept.mean, [2.0, 5.0]);
/// ```
pub struct RowMoments<Rows: Shape, E: Float = f32> {
    /// The means.
    pub mean: Tensor<Rows, E>,
    /// What the numbers were multiplied by: 1 over their deviations.
    pub inverse_deviation: Tensor<Rows, E>,
}
impl<Rows: Shape, E: Float> Default for RowMoments<Rows, E> {
    fn default() -> Self {
        RowMoments { mean: Tensor::zeros(), inverse_deviation: Tensor::zeros() }
    }
}
