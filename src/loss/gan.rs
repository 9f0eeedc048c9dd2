//! The losses of a generative adversarial net: binary cross-entropy, with 1 for real images and 0 for those made up.
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::kernel::reduce;
use crate::loss::bce::of_logit;
use crate::loss::reduction::Reduction;
use crate::shape::Shape;

/// The loss of the discriminator, `bce(real, 1) + bce(fake, 0)`, each the mean over its elements; and the gradients of its logits
/// for real images and for fake ones.
///
/// - Shapes: both logits are the same shape, mostly (N, 1) → one number and two gradients of that shape.
/// - Formula: `−mean(ln σ(real)) − mean(ln(1 − σ(fake)))`.
/// - Source: Goodfellow et al. 2014, "Generative adversarial nets", algorithm 1; CS231n, assignment 3, `discriminator_loss`.
///
/// Who cannot tell them apart pays 2·ln 2:
/// ```
/// use shapeful::{Tensor, axes, discriminator_loss};
/// axes! { Batch = 2; }
/// let unsure = Tensor::<(Batch,)>::zeros();
/// let (loss, dreal, dfake) = discriminator_loss(&unsure, &unsure);
/// assert_eq!(loss, 4.0_f32.ln());
/// assert_eq!((dreal[[0]], dfake[[0]]), (-0.25, 0.25));
/// ```
pub fn discriminator_loss<S: Shape, E: Float>(
    logits_real: &Array<S, E>,
    logits_fake: &Array<S, E>,
) -> (E, Tensor<S, E>, Tensor<S, E>) {
    let (mut dreal, mut dfake) = (Tensor::zeros(), Tensor::zeros());
    (discriminator_loss_into(logits_real, logits_fake, &mut dreal, &mut dfake), dreal, dfake)
}

/// [`discriminator_loss`], with the gradients into arrays that are there already.
///
/// ```
/// use shapeful::{Tensor, axes, discriminator_loss_into};
/// axes! { Batch = 2; }
/// let (sure, mut dreal, mut dfake) = (Tensor::<(Batch,)>::full(1e4), Tensor::zeros(), Tensor::zeros());
/// assert_eq!(discriminator_loss_into(&sure, &-&sure, &mut dreal, &mut dfake), 0.0);
/// ```
pub fn discriminator_loss_into<S: Shape, E: Float>(
    logits_real: &Array<S, E>,
    logits_fake: &Array<S, E>,
    dreal: &mut Array<S, E>,
    dfake: &mut Array<S, E>,
) -> E {
    all_are(logits_real, E::ONE, dreal) + all_are(logits_fake, E::ZERO, dfake)
}

/// The loss of the generator, `bce(fake, 1)`, the mean over all elements: what it makes up should be taken for real. And the
/// gradient of the discriminator's logits.
///
/// - Shapes: logits of any shape, mostly (N, 1) → one number and a gradient of that shape.
/// - Formula: `−mean(ln σ(fake))`.
/// - Source: Goodfellow et al. 2014, "Generative adversarial nets", §3; CS231n, assignment 3, `generator_loss`.
///
/// ```
/// use shapeful::{Tensor, axes, generator_loss};
/// axes! { Batch = 2; }
/// let (loss, dfake) = generator_loss(&Tensor::<(Batch,)>::full(-1e4));
/// assert_eq!(loss, 1e4);
/// assert_eq!(dfake, [-0.5, -0.5]);
/// ```
pub fn generator_loss<S: Shape, E: Float>(logits_fake: &Array<S, E>) -> (E, Tensor<S, E>) {
    let mut dfake = Tensor::zeros();
    (generator_loss_into(logits_fake, &mut dfake), dfake)
}

/// [`generator_loss`], with the gradient into an array that is there already.
///
/// ```
/// use shapeful::{Tensor, axes, generator_loss_into};
/// axes! { Batch = 2; }
/// let mut dfake = Tensor::<(Batch,)>::zeros();
/// assert_eq!(generator_loss_into(&Tensor::zeros(), &mut dfake), 2.0_f32.ln());
/// assert_eq!(dfake, [-0.25, -0.25]);
/// ```
pub fn generator_loss_into<S: Shape, E: Float>(logits_fake: &Array<S, E>, dfake: &mut Array<S, E>) -> E {
    all_are(logits_fake, E::ONE, dfake)
}

/// Mean binary cross-entropy, with one target for all.
fn all_are<S: Shape, E: Float>(logits: &Array<S, E>, target: E, dx: &mut Array<S, E>) -> E {
    let share = Reduction::Mean.share::<E>(S::LEN);
    logits.map_into(dx, |x| share * of_logit(x, target).1);
    share * reduce::sum(logits.as_slice(), |x| of_logit(x, target).0)
}
