//! The losses of a least-squares generative adversarial net: squared distances from 1 for real images, and from 0 for fake ones.
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::kernel::reduce;
use crate::loss::reduction::Reduction;
use crate::shape::Shape;

/// The loss of the discriminator, `½·mean((real − 1)²) + ½·mean(fake²)`, and the gradients of its scores for real images and for fake
/// ones.
///
/// - Shapes: both scores are the same shape, mostly (N, 1) → one number and two gradients of that shape.
/// - Source: Mao et al. 2017, "Least squares generative adversarial networks", equation 9; CS231n, assignment 3,
///   `ls_discriminator_loss`.
///
/// ```
/// use shapeful::{Tensor, axes, ls_discriminator_loss};
/// axes! { Batch = 2; }
/// let (loss, dreal, dfake) = ls_discriminator_loss(&Tensor::<(Batch,)>::zeros(), &Tensor::full(3.0));
/// assert_eq!(loss, 0.5 * 1.0 + 0.5 * 9.0);
/// assert_eq!((dreal[[0]], dfake[[0]]), (-0.5, 1.5));
/// ```
pub fn ls_discriminator_loss<S: Shape, E: Float>(
    scores_real: &Array<S, E>,
    scores_fake: &Array<S, E>,
) -> (E, Tensor<S, E>, Tensor<S, E>) {
    let (mut dreal, mut dfake) = (Tensor::zeros(), Tensor::zeros());
    (ls_discriminator_loss_into(scores_real, scores_fake, &mut dreal, &mut dfake), dreal, dfake)
}

/// [`ls_discriminator_loss`], with the gradients into arrays that are there already.
///
/// ```
/// use shapeful::{Tensor, axes, ls_discriminator_loss_into};
/// axes! { Batch = 2; }
/// let (mut dreal, mut dfake) = (Tensor::<(Batch,)>::zeros(), Tensor::zeros());
/// assert_eq!(ls_discriminator_loss_into(&Tensor::ones(), &Tensor::zeros(), &mut dreal, &mut dfake), 0.0);
/// ```
pub fn ls_discriminator_loss_into<S: Shape, E: Float>(
    scores_real: &Array<S, E>,
    scores_fake: &Array<S, E>,
    dreal: &mut Array<S, E>,
    dfake: &mut Array<S, E>,
) -> E {
    all_are(scores_real, E::ONE, dreal) + all_are(scores_fake, E::ZERO, dfake)
}

/// The loss of the generator, `½·mean((fake − 1)²)`, and the gradient of the discriminator's scores.
///
/// - Shapes: scores of any shape, mostly (N, 1) → one number and a gradient of that shape.
/// - Source: Mao et al. 2017, "Least squares generative adversarial networks", equation 9; CS231n, assignment 3, `ls_generator_loss`.
///
/// ```
/// use shapeful::{Tensor, axes, ls_generator_loss};
/// axes! { Batch = 2; }
/// let (loss, dfake) = ls_generator_loss(&Tensor::<(Batch,)>::from([1.0, 3.0]));
/// assert_eq!(loss, 1.0);
/// assert_eq!(dfake, [0.0, 1.0]);
/// ```
pub fn ls_generator_loss<S: Shape, E: Float>(scores_fake: &Array<S, E>) -> (E, Tensor<S, E>) {
    let mut dfake = Tensor::zeros();
    (ls_generator_loss_into(scores_fake, &mut dfake), dfake)
}

/// [`ls_generator_loss`], with the gradient into an array that is there already.
///
/// ```
/// use shapeful::{Tensor, axes, ls_generator_loss_into};
/// axes! { Batch = 2; }
/// let mut dfake = Tensor::<(Batch,)>::zeros();
/// assert_eq!(ls_generator_loss_into(&Tensor::zeros(), &mut dfake), 0.5);
/// assert_eq!(dfake, [-0.5, -0.5]);
/// ```
pub fn ls_generator_loss_into<S: Shape, E: Float>(scores_fake: &Array<S, E>, dfake: &mut Array<S, E>) -> E {
    all_are(scores_fake, E::ONE, dfake)
}

/// Half the mean squared distance from one target for all.
fn all_are<S: Shape, E: Float>(scores: &Array<S, E>, target: E, dx: &mut Array<S, E>) -> E {
    let share = Reduction::Mean.share::<E>(S::LEN);
    scores.map_into(dx, |x| share * (x - target));
    E::of(0.5) * share * reduce::sum(scores.as_slice(), |x| (x - target) * (x - target))
}
