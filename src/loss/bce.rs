//! Binary cross-entropy of logits: `L = Σ max(x, 0) − x·y + ln(1 + e^−|x|)` or its mean, `dx = σ(x) − y`.
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::loss::reduction::{Reduction, elementwise};
use crate::shape::Shape;

/// Binary cross-entropy of logits, the mean over all elements or the sum, and its gradient.
///
/// - Shapes: logits `x` and targets `y` are the same shape → one number and `dx` of that shape. Targets are probabilities, 0 to 1.
/// - Formula: `−y·ln σ(x) − (1 − y)·ln(1 − σ(x))`, computed as `max(x, 0) − x·y + ln(1 + e^−|x|)`, so finite logits cannot overflow;
///   `dx = σ(x) − y`; for the mean both divided by the number of elements.
/// - Errors: other shapes do not compile: targets (N,) are not stretched against logits (N, 1).
/// - Source: CS231n, assignment 3, `bce_loss`; PyTorch, `binary_cross_entropy_with_logits`.
///
/// Who knows nothing pays ln 2:
/// ```
/// use shapeful::{Reduction, Tensor, axes, bce_with_logits_loss};
/// axes! { Batch = 2; }
/// let (loss, dx) = bce_with_logits_loss(&Tensor::<(Batch,)>::zeros(), &Tensor::from([0.0, 1.0]), Reduction::Mean);
/// assert_eq!(loss, 2.0_f32.ln());
/// assert_eq!(dx, [0.25, -0.25]);
/// ```
pub fn bce_with_logits_loss<S: Shape, E: Float>(
    x: &Array<S, E>,
    y: &Array<S, E>,
    reduction: Reduction,
) -> (E, Tensor<S, E>) {
    let mut dx = Tensor::zeros();
    (bce_with_logits_loss_into(x, y, reduction, &mut dx), dx)
}

/// [`bce_with_logits_loss`], with the gradient into an array that is there already.
///
/// ```
/// use shapeful::{Reduction, Tensor, axes, bce_with_logits_loss_into};
/// axes! { Batch = 2; }
/// let (x, mut dx) = (Tensor::<(Batch,)>::from([1e4, 1e4]), Tensor::zeros());
/// assert_eq!(bce_with_logits_loss_into(&x, &Tensor::from([0.0, 1.0]), Reduction::Sum, &mut dx), 1e4);
/// assert_eq!(dx, [1.0, 0.0]);
/// ```
pub fn bce_with_logits_loss_into<S: Shape, E: Float>(
    x: &Array<S, E>,
    y: &Array<S, E>,
    reduction: Reduction,
    dx: &mut Array<S, E>,
) -> E {
    elementwise(x, y, reduction.share(S::LEN), dx, of_logit)
}
/// The loss of one logit, and its slope.
pub(super) fn of_logit<E: Float>(x: E, y: E) -> (E, E) {
    let e = (-x.abs()).exp();
    let sigmoid = (if x < E::ZERO { e } else { E::ONE }) / (E::ONE + e);
    (x.greater(E::ZERO) - x * y + e.ln_1p(), sigmoid - y)
}
