//! Softmax cross-entropy with smoothed labels: the target is `q = (1 − s)·onehot(y) + s/C`, and `dx = softmax(x) − q`.
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::error::Error;
use crate::kernel::loops::*;
use crate::kernel::reduce;
use crate::labels::{Labels, Places};
use crate::loss::reduction::Reduction;
use crate::loss::scores_for::ScoresFor;
use crate::shape::Shape;

/// The part of a target that is taken from the true class and given to all classes alike, from 0, which changes nothing, to 1.
///
/// ```
/// use shapeful::Smoothing;
/// assert_eq!(Smoothing::new(0.1)?.part(), 0.1);
/// # Ok::<(), shapeful::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Smoothing(f64);
impl Smoothing {
    /// Gives this part to all classes alike.
    ///
    /// # Errors
    /// [`Error::Smoothing`] if it is below 0, above 1, or not a number.
    ///
    /// ```
    /// use shapeful::Smoothing;
    /// assert!(Smoothing::new(0.0).is_ok());
    /// let error = Smoothing::new(7.0).unwrap_err();
    /// assert_eq!(error.to_string(), "a smoothing of labels is from 0 to 1, and 7 was given");
    /// ```
    pub fn new(part: f64) -> Result<Smoothing, Error> {
        if (0.0..=1.0).contains(&part) { Ok(Smoothing(part)) } else { Err(Error::Smoothing { part }) }
    }
    /// The part that all classes share.
    ///
    /// ```
    /// use shapeful::Smoothing;
    /// assert_eq!(Smoothing::new(0.25)?.part(), 0.25);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn part(self) -> f64 {
        self.0
    }
}

/// Softmax cross-entropy with smoothed labels, the mean over the batch or the sum, and its gradient.
///
/// - Shapes: scores `x: (N, C)`, `y: Labels<N, C>` → the loss and `dx: (N, C)`.
/// - Formula: `Σ_n logsumexp(x_n) − Σ_c q_n[c]·x_n[c]` with `q_n = (1 − s)·onehot(y_n) + s/C`; for the mean divided by N. With
///   the [`Smoothing`] `s = 0` it is [`softmax_loss`](crate::softmax_loss). The row maximum is taken out first, so finite scores cannot
///   overflow; a class at −∞, which can never happen, costs ∞ if the target has a part of it, and else nothing.
/// - Errors: batches or classes that differ do not compile; a label that is no class and a smoothing that is none cannot be built;
///   NaN in gives NaN out.
/// - Source: Szegedy et al. 2016, "Rethinking the Inception architecture", §7; PyTorch, `cross_entropy(label_smoothing=s)`.
///
/// At equal scores the gradient is `1/C − q`:
/// ```
/// use shapeful::{Labels, Reduction, Smoothing, Tensor, axes, smooth_softmax_loss};
/// axes! { Batch = 1; Classes = 2; }
/// let labels = Labels::<Batch, Classes>::new([0])?;
/// let (loss, dx) = smooth_softmax_loss(&Tensor::<(Batch, Classes)>::zeros(), &labels, Smoothing::new(0.5)?, Reduction::Mean);
/// assert_eq!(loss, 2.0_f32.ln());
/// assert_eq!(dx, [[0.5 - 0.75, 0.5 - 0.25]]);
/// # Ok::<(), shapeful::Error>(())
/// ```
#[rustfmt::skip] // On one line, rustc quotes it in one line.
pub fn smooth_softmax_loss<X: Shape, N: Places, C: Dim, E: Float>(
    x: &Array<X, E>,
    y: &Labels<N, C>,
    smoothing: Smoothing,
    reduction: Reduction,
) -> (E, Tensor<X, E>) where Array<X, E>: ScoresFor<X, N, C> {
    let mut dx = Tensor::zeros();
    (smooth_softmax_loss_into(x, y, smoothing, reduction, &mut dx), dx)
}

/// [`smooth_softmax_loss`], with the gradient into an array that is there already.
///
/// ```
/// use shapeful::{Labels, Reduction, Smoothing, Tensor, axes, smooth_softmax_loss_into};
/// axes! { Batch = 1; Classes = 2; }
/// let (labels, mut dx) = (Labels::<Batch, Classes>::new([0])?, Tensor::zeros());
/// let x = Tensor::<(Batch, Classes)>::from([[1e4, -1e4]]);
/// assert_eq!(smooth_softmax_loss_into(&x, &labels, Smoothing::new(0.5)?, Reduction::Sum, &mut dx), 0.25 * 2e4);
/// # Ok::<(), shapeful::Error>(())
/// ```
#[rustfmt::skip] // On one line, rustc quotes it in one line.
pub fn smooth_softmax_loss_into<X: Shape, N: Places, C: Dim, E: Float>(
    x: &Array<X, E>,
    y: &Labels<N, C>,
    smoothing: Smoothing,
    reduction: Reduction,
    dx: &mut Array<X, E>,
) -> E where Array<X, E>: ScoresFor<X, N, C> {
    let y = y.as_slice();
    let share = reduction.share::<E>(y.len());
    let smoothing = E::of(smoothing.part());
    let (sure, rest) = (E::ONE - smoothing, smoothing / E::of(C::SIZE as f64));
    let total = reduce::sum_of(0..y.len(), &mut |n| {
        let row = n * C::SIZE..(n + 1) * C::SIZE;
        let (x, dx, truth) = (&x.as_slice()[row.clone()], &mut dx.as_mut_slice()[row], y[n] as usize);
        let (greatest, ln_sum) = E::Loops::probabilities(x, share, dx);
        dx.iter_mut().for_each(|dx| *dx -= share * rest);
        dx[truth] -= share * sure;
        ln_sum + part_of(sure, greatest - x[truth]) + part_of(rest, reduce::sum(x, |x| greatest - x))
    });
    total * share
}

/// `part · cost`, and nothing of no part, even where the cost is infinite: 0·∞ would not be a number.
fn part_of<E: Float>(part: E, cost: E) -> E {
    if part == E::ZERO { E::ZERO } else { part * cost }
}
