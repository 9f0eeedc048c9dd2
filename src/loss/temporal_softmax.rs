//! Softmax cross-entropy at every step of some sequences: `L = (1/N) Σ_n Σ_t mask[n, t]·(logsumexp(x_nt) − x_nt[y_nt])`.
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::kernel::reduce;
use crate::labels::Labels;

/// The negative log-likelihood of the true words, in nats per sequence, and its gradient: summed over time, the mean over the batch.
///
/// A step that is masked, `mask[n, t] = false`, is not in the loss, whatever its scores are. The mean is over all N sequences, even those
/// of which every step is masked.
///
/// - Shapes: scores `x: (N, T, V)`, `y: Labels<(N, T), V>`, `mask: (N, T)` of bool → the loss and `dx: (N, T, V)`.
/// - Formula: `(1/N) Σ_n Σ_t mask[n, t]·(logsumexp(x_nt) − x_nt[y_nt])`; `dx_nt = mask[n, t]·(softmax(x_nt) − onehot(y_nt)) / N`.
/// - Errors: batches, times or vocabularies that differ do not compile; NaN in a step that counts gives NaN out.
/// - Source: CS231n, assignment 3, `temporal_softmax_loss`.
///
/// Who knows nothing of two words pays twice `ln(V)`; the third is masked, and so is a whole text, which halves the mean:
/// ```
/// use shapeful::{Labels, Tensor, axes, temporal_softmax_loss};
/// axes! { Texts = 2; Time = 3; Words = 10; }
/// const NULL: usize = 0;
/// let words = Labels::<(Texts, Time), Words>::new([7, 4, 0, 0, 0, 0])?;
/// let scores = Tensor::<(Texts, Time, Words)>::zeros();
/// let (loss, dx) = temporal_softmax_loss(&scores, &words, &words.map(|word| word != NULL));
/// assert_eq!(loss, 2.0 * 10.0_f32.ln() / 2.0);
/// assert_eq!((dx[[0, 0, 7]], dx[[0, 2, 0]], dx[[1, 0, 0]]), ((0.1 - 1.0) / 2.0, 0.0, 0.0));
/// # Ok::<(), shapeful::Error>(())
/// ```
pub fn temporal_softmax_loss<N: Dim, T: Dim, V: Dim, E: Float>(
    x: &Array<(N, T, V), E>,
    y: &Labels<(N, T), V>,
    mask: &Array<(N, T), bool>,
) -> (E, Tensor<(N, T, V), E>) {
    let mut dx = Tensor::zeros();
    (temporal_softmax_loss_into(x, y, mask, &mut dx), dx)
}

/// [`temporal_softmax_loss`], with the gradient into an array that is there already.
///
/// ```
/// use shapeful::{Labels, Tensor, axes, temporal_softmax_loss_into};
/// axes! { Texts = 1; Time = 1; Words = 2; }
/// let (words, mask) = (Labels::<(Texts, Time), Words>::new([1])?, Tensor::full(true));
/// let mut dx = Tensor::zeros();
/// let scores = Tensor::<(Texts, Time, Words)>::from([[[1e4, -1e4]]]);
/// assert_eq!(temporal_softmax_loss_into(&scores, &words, &mask, &mut dx), 2e4);
/// assert_eq!(dx, [[[1.0, -1.0]]]);
/// # Ok::<(), shapeful::Error>(())
/// ```
pub fn temporal_softmax_loss_into<N: Dim, T: Dim, V: Dim, E: Float>(
    x: &Array<(N, T, V), E>,
    y: &Labels<(N, T), V>,
    mask: &Array<(N, T), bool>,
    dx: &mut Array<(N, T, V), E>,
) -> E {
    let share = E::ONE / E::of(N::SIZE as f64);
    let total = reduce::sum_of(0..N::SIZE * T::SIZE, &mut |step| {
        let row = step * V::SIZE..(step + 1) * V::SIZE;
        let (x, dx) = (&x.as_slice()[row.clone()], &mut dx.as_mut_slice()[row]);
        if mask.as_slice()[step] {
            E::Loops::negative_log_likelihoods(x, &y.as_slice()[step..][..1], V::SIZE, share, dx)
        } else {
            dx.fill(E::ZERO);
            E::ZERO
        }
    });
    total * share
}
