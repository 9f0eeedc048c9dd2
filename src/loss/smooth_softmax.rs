//! Softmax cross-entropy with smoothed labels: the target is `q = (1 − s)·onehot(y) + s/C`, and `dx = softmax(x) − q`.
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::reduce;
use crate::labels::Labels;
use crate::loss::reduction::Reduction;

/// Softmax cross-entropy with smoothed labels, the mean over the batch or the sum, and its gradient.
///
/// - Shapes: scores `x: (N, C)`, `y: Labels<N, C>` → the loss and `dx: (N, C)`.
/// - Formula: `Σ_n logsumexp(x_n) − Σ_c q_n[c]·x_n[c]` with `q_n = (1 − s)·onehot(y_n) + s/C`; for the mean divided by N. The
///   smoothing `s` is from 0, which is [`softmax_loss`](crate::softmax_loss), to 1. The row maximum is taken out first, so finite
///   scores cannot overflow.
/// - Errors: batches or classes that differ do not compile; a label that is no class cannot be built; NaN in gives NaN out.
/// - Source: Szegedy et al. 2016, "Rethinking the Inception architecture", §7; PyTorch, `cross_entropy(label_smoothing=s)`.
///
/// At equal scores the gradient is `1/C − q`:
/// ```
/// use shapeful::{Labels, Reduction, Tensor, axes, smooth_softmax_loss};
/// axes! { Batch = 1; Classes = 2; }
/// let labels = Labels::<Batch, Classes>::new([0])?;
/// let (loss, dx) = smooth_softmax_loss(&Tensor::<(Batch, Classes)>::zeros(), &labels, 0.5, Reduction::Mean);
/// assert_eq!(loss, 2.0_f32.ln());
/// assert_eq!(dx, [[0.5 - 0.75, 0.5 - 0.25]]);
/// # Ok::<(), shapeful::Error>(())
/// ```
pub fn smooth_softmax_loss<N: Dim, C: Dim, E: Float>(
    x: &Array<(N, C), E>,
    y: &Labels<N, C>,
    smoothing: E,
    reduction: Reduction,
) -> (E, Tensor<(N, C), E>) {
    let mut dx = Tensor::zeros();
    (smooth_softmax_loss_into(x, y, smoothing, reduction, &mut dx), dx)
}

/// [`smooth_softmax_loss`], with the gradient into an array that is there already.
///
/// ```
/// use shapeful::{Labels, Reduction, Tensor, axes, smooth_softmax_loss_into};
/// axes! { Batch = 1; Classes = 2; }
/// let (labels, mut dx) = (Labels::<Batch, Classes>::new([0])?, Tensor::zeros());
/// let x = Tensor::<(Batch, Classes)>::from([[1e4, -1e4]]);
/// assert_eq!(smooth_softmax_loss_into(&x, &labels, 0.5, Reduction::Sum, &mut dx), 0.25 * 2e4);
/// # Ok::<(), shapeful::Error>(())
/// ```
pub fn smooth_softmax_loss_into<N: Dim, C: Dim, E: Float>(
    x: &Array<(N, C), E>,
    y: &Labels<N, C>,
    smoothing: E,
    reduction: Reduction,
    dx: &mut Array<(N, C), E>,
) -> E {
    let share = reduction.share::<E>(N::SIZE);
    let (sure, rest) = (E::ONE - smoothing, smoothing / E::of(C::SIZE as f64));
    let total = reduce::sum_of(0..N::SIZE, &mut |n| {
        let (x, dx, truth) = (x.row(n).as_slice(), dx.row_mut(n).as_mut_slice(), y[n] as usize);
        let greatest = reduce::fold(x, -E::INFINITY, E::greater);
        for (dx, &x) in dx.iter_mut().zip(x) {
            *dx = (x - greatest).exp();
        }
        let sum = reduce::sum(dx, |e| e);
        let scale = share / sum;
        dx.iter_mut().for_each(|dx| *dx = *dx * scale - share * rest);
        dx[truth] -= share * sure;
        sum.ln() + sure * (greatest - x[truth]) + rest * reduce::sum(x, |x| greatest - x)
    });
    total * share
}
