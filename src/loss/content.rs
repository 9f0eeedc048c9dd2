//! The content loss of style transfer: `L = weight·Σ (x − y)²`, `dx = 2·weight·(x − y)`.
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::loss::reduction::{elementwise, squared_error};
use crate::shape::Shape;

/// How far the features of the image that is made are from those of the image whose content it should have, and the gradient of the
/// former.
///
/// - Shapes: both features are the same shape, mostly (1, C, H, W) → one number and `dcurrent` of that shape.
/// - Formula: `weight·Σ (current − original)²`, a sum over all elements.
/// - Source: Gatys, Ecker & Bethge 2016, "Image style transfer using convolutional neural networks", equation 1 (with a half); CS231n,
///   assignment 3, `content_loss`.
///
/// ```
/// use shapeful::{Tensor, axes, content_loss};
/// axes! { Images = 1; Channels = 2; Height = 1; Width = 1; }
/// let current = Tensor::<(Images, Channels, Height, Width)>::full(3.0);
/// let (loss, dcurrent) = content_loss(0.5, &current, &Tensor::ones());
/// assert_eq!(loss, 0.5 * (4.0 + 4.0));
/// assert_eq!(dcurrent.as_slice(), [2.0, 2.0]);
/// ```
pub fn content_loss<S: Shape, E: Float>(weight: E, current: &Array<S, E>, original: &Array<S, E>) -> (E, Tensor<S, E>) {
    let mut dcurrent = Tensor::zeros();
    (content_loss_into(weight, current, original, &mut dcurrent), dcurrent)
}

/// [`content_loss`], with the gradient into an array that is there already.
///
/// ```
/// use shapeful::{Tensor, axes, content_loss_into};
/// axes! { Images = 1; Channels = 2; Height = 1; Width = 1; }
/// let features = Tensor::<(Images, Channels, Height, Width)>::full(3.0);
/// assert_eq!(content_loss_into(0.5, &features, &features, &mut Tensor::zeros()), 0.0);
/// ```
pub fn content_loss_into<S: Shape, E: Float>(
    weight: E,
    current: &Array<S, E>,
    original: &Array<S, E>,
    dcurrent: &mut Array<S, E>,
) -> E {
    elementwise(current, original, weight, dcurrent, squared_error)
}
