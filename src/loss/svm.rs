//! The multiclass hinge loss: `L = (1/N) Σ_n Σ_{j≠y_n} max(0, x_n[j] − x_n[y_n] + 1)`.
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::reduce;
use crate::labels::{Labels, Places};
use crate::loss::scores_for::ScoresFor;
use crate::shape::Shape;

/// The multiclass hinge loss with margin 1, the mean over the batch, and its gradient.
///
/// - Shapes: scores `x: (N, C)`, `y: Labels<N, C>` → the loss and `dx: (N, C)`.
/// - Formula: `(1/N) Σ_n Σ_{j≠y_n} max(0, x_n[j] − x_n[y_n] + 1)`; at a margin of exactly 0 the gradient is 0.
/// - Errors: batches or classes that differ do not compile; a label that is no class cannot be built; NaN in gives NaN out.
/// - Source: Weston & Watkins 1999, "Support vector machines for multi-class pattern recognition"; CS231n, `svm_loss`.
///
/// ```
/// use shapeful::{Labels, Tensor, axes, svm_loss};
/// axes! { Batch = 1; Classes = 3; }
/// let labels = Labels::<Batch, Classes>::new([0])?;
/// let (loss, dx) = svm_loss(&Tensor::<(Batch, Classes)>::from([[3.0, 5.0, 1.0]]), &labels);
/// assert_eq!(loss, 3.0);
/// assert_eq!(dx, [[-1.0, 1.0, 0.0]]);
/// # Ok::<(), shapeful::Error>(())
/// ```
#[rustfmt::skip] // On one line, rustc quotes it in one line.
pub fn svm_loss<X: Shape, N: Places, C: Dim, E: Float>(x: &Array<X, E>, y: &Labels<N, C>) -> (E, Tensor<X, E>) where Array<X, E>: ScoresFor<X, N, C> {
    let mut dx = Tensor::zeros();
    (svm_loss_into(x, y, &mut dx), dx)
}

/// [`svm_loss`], with the gradient into an array that is there already.
///
/// ```
/// use shapeful::{Labels, Tensor, axes, svm_loss_into};
/// axes! { Batch = 1; Classes = 2; }
/// let labels = Labels::<Batch, Classes>::new([0])?;
/// let mut dx = Tensor::zeros();
/// assert_eq!(svm_loss_into(&Tensor::<(Batch, Classes)>::from([[9.0, 1.0]]), &labels, &mut dx), 0.0);
/// # Ok::<(), shapeful::Error>(())
/// ```
#[rustfmt::skip] // On one line, rustc quotes it in one line.
pub fn svm_loss_into<X: Shape, N: Places, C: Dim, E: Float>(x: &Array<X, E>, y: &Labels<N, C>, dx: &mut Array<X, E>) -> E where Array<X, E>: ScoresFor<X, N, C> {
    let y = y.as_slice();
    let share = E::ONE / E::of(y.len() as f64);
    let total = reduce::sum_of(0..y.len(), &mut |n| {
        let row = n * C::SIZE..(n + 1) * C::SIZE;
        let (x, dx, truth) = (&x.as_slice()[row.clone()], &mut dx.as_mut_slice()[row], y[n] as usize);
        for (margin, &score) in dx.iter_mut().zip(x) {
            *margin = (score - x[truth] + E::ONE).greater(E::ZERO);
        }
        dx[truth] = E::ZERO;
        let loss = reduce::sum(dx, |margin| margin);
        // A margin that is not a number is passed on, in the loss and in the gradient.
        let pull = |margin| if margin > E::ZERO { E::ONE } else { margin };
        let pulls = reduce::sum(dx, pull);
        dx.iter_mut().for_each(|dx| *dx = pull(*dx) * share);
        dx[truth] = -pulls * share;
        loss
    });
    total * share
}
