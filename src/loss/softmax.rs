//! Softmax cross-entropy: `L = (1/N) Σ_n (logsumexp(x_n) − x_n[y_n])`, `dx_n = (softmax(x_n) − onehot(y_n)) / N`.
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::labels::{Labels, Places};
use crate::loss::scores_for::ScoresFor;
use crate::shape::Shape;

/// Mean negative log-likelihood of the true class, in nats per example, and its gradient.
///
/// - Shapes: scores `x: (N, C)`, `y: Labels<N, C>` → the loss and `dx: (N, C)`.
/// - Formula: `(1/N) Σ_n (logsumexp(x_n) − x_n[y_n])`; the row maximum is taken out first, so finite scores cannot overflow.
/// - Errors: batches or classes that differ do not compile; a label that is no class cannot be built; NaN in gives NaN out.
/// - Source: Goodfellow, Bengio & Courville 2016, *Deep Learning*, §6.2.2.3; CS231n notes, "Softmax classifier".
///
/// A net that knows nothing pays `ln(C)`:
/// ```
/// use shapeful::{Labels, Tensor, axes, softmax_loss};
/// axes! { Batch = 3; Classes = 10; }
/// let labels = Labels::<Batch, Classes>::new([3, 1, 4])?;
/// let (loss, dx) = softmax_loss(&Tensor::<(Batch, Classes)>::zeros(), &labels);
/// assert_eq!(loss, 10.0_f32.ln());
/// assert!((dx[[0, 3]] - (0.1 - 1.0) / 3.0).abs() < 1e-7);
/// # Ok::<(), shapeful::Error>(())
/// ```
#[rustfmt::skip] // On one line, rustc quotes it in one line.
pub fn softmax_loss<X: Shape, N: Places, C: Dim, E: Float>(x: &Array<X, E>, y: &Labels<N, C>) -> (E, Tensor<X, E>) where Array<X, E>: ScoresFor<X, N, C> {
    let mut dx = Tensor::zeros();
    (softmax_loss_into(x, y, &mut dx), dx)
}

/// [`softmax_loss`], with the gradient into an array that is there already.
///
/// ```
/// use shapeful::{Labels, Tensor, axes, softmax_loss_into};
/// axes! { Batch = 1; Classes = 2; }
/// let labels = Labels::<Batch, Classes>::new([1])?;
/// let mut dx = Tensor::zeros();
/// let loss = softmax_loss_into(&Tensor::<(Batch, Classes)>::from([[1e4, -1e4]]), &labels, &mut dx);
/// assert_eq!(loss, 2e4);
/// assert_eq!(dx, [[1.0, -1.0]]);
/// # Ok::<(), shapeful::Error>(())
/// ```
#[rustfmt::skip] // On one line, rustc quotes it in one line.
pub fn softmax_loss_into<X: Shape, N: Places, C: Dim, E: Float>(
    x: &Array<X, E>,
    y: &Labels<N, C>,
    dx: &mut Array<X, E>,
) -> E where Array<X, E>: ScoresFor<X, N, C> {
    let share = E::ONE / E::of(y.as_slice().len() as f64);
    E::Loops::negative_log_likelihoods(x.as_slice(), y.as_slice(), C::SIZE, share, dx.as_mut_slice()) * share
}
