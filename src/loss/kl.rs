//! The divergence of Kullback and Leibler: `L = Σ_n Σ_c y·(ln y − x)` or its mean over the batch, `dx = −y`.
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::loss::reduction::{Reduction, elementwise};

/// KL(y ‖ p), what it costs to take the predicted distribution p for the true one y, in nats; the mean over the batch or the sum.
///
/// The prediction is given as log-probabilities `x = ln p`, and its gradient is that of x.
///
/// - Shapes: log-probabilities `x: (N, C)`, probabilities `y: (N, C)` → one number and `dx: (N, C)`.
/// - Formula: `Σ_n Σ_c y·(ln y − x)`, where `0·ln 0 = 0`; `dx = −y`; for the mean both divided by N. It is never negative when the
///   rows are distributions, and 0 when they are the same.
/// - Errors: other shapes do not compile; a negative target gives NaN.
/// - Source: Kullback & Leibler 1951, "On information and sufficiency"; PyTorch, `kl_div` with `reduction="batchmean"`.
///
/// A sure target against a fair coin costs ln 2:
/// ```
/// use shapeful::{Reduction, Tensor, axes, kl_loss};
/// axes! { Batch = 1; Sides = 2; }
/// let x = Tensor::<(Batch, Sides)>::full(0.5).ln();
/// let (loss, dx) = kl_loss(&x, &Tensor::from([[0.0, 1.0]]), Reduction::Mean);
/// assert_eq!(loss, 2.0_f32.ln());
/// assert_eq!(dx, [[0.0, -1.0]]);
/// ```
pub fn kl_loss<N: Dim, C: Dim, E: Float>(
    x: &Array<(N, C), E>,
    y: &Array<(N, C), E>,
    reduction: Reduction,
) -> (E, Tensor<(N, C), E>) {
    let mut dx = Tensor::zeros();
    (kl_loss_into(x, y, reduction, &mut dx), dx)
}

/// [`kl_loss`], with the gradient into an array that is there already.
///
/// ```
/// use shapeful::{Reduction, Tensor, axes, kl_loss_into};
/// axes! { Batch = 2; Sides = 2; }
/// let (y, mut dx) = (Tensor::<(Batch, Sides)>::full(0.5), Tensor::zeros());
/// assert_eq!(kl_loss_into(&y.ln(), &y, Reduction::Sum, &mut dx), 0.0);
/// assert_eq!(dx, [[-0.5, -0.5], [-0.5, -0.5]]);
/// ```
pub fn kl_loss_into<N: Dim, C: Dim, E: Float>(
    x: &Array<(N, C), E>,
    y: &Array<(N, C), E>,
    reduction: Reduction,
    dx: &mut Array<(N, C), E>,
) -> E {
    elementwise(x, y, reduction.share(N::SIZE), dx, |x, y| {
        // What never happens costs nothing, even if it was predicted never to happen.
        let loss = if y == E::ZERO && !x.is_nan() { E::ZERO } else { y * (y.ln() - x) };
        (loss, -y)
    })
}
