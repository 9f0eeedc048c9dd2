//! The linear classifiers of the course's first assignment: `scores = X·W`, a loss of them, and `reg·Σ W²`, without a half.
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::{MatrixRef, gemm, reduce};
use crate::labels::Labels;
use crate::loss::softmax::softmax_loss_into;
use crate::loss::svm::svm_loss_into;

/// The softmax cross-entropy of a linear classifier, the mean over the batch, with `reg·Σ w²`; and the gradient of w.
///
/// - Shapes: `w: (D, C)`, `x: (N, D)`, `y: Labels<N, C>` → the loss and `dw: (D, C)`.
/// - Formula: `scores = x·w`, the [loss of the scores](crate::softmax_loss) plus `reg·Σ w²`; `dw = xᵀ·dscores + 2·reg·w`. There is no ½, which
///   the networks of the course have: [`l2_loss`](crate::l2_loss).
/// - Errors: shapes that do not fit do not compile; a label that is no class cannot be built; NaN in gives NaN out.
/// - Source: CS231n, assignment 1, `softmax_loss_vectorized`.
///
/// With weights of 0 all scores are equal:
/// ```
/// use shapeful::{Labels, Tensor, axes, linear_softmax_loss};
/// axes! { Batch = 1; Pixels = 2; Classes = 10; }
/// let (w, x) = (Tensor::<(Pixels, Classes)>::zeros(), Tensor::<(Batch, Pixels)>::ones());
/// let (loss, dw) = linear_softmax_loss(&w, &x, &Labels::new([7])?, 0.5);
/// assert_eq!(loss, 10.0_f32.ln());
/// assert!(dw[[0, 7]] < 0.0 && dw[[0, 6]] > 0.0);
/// # Ok::<(), shapeful::Error>(())
/// ```
pub fn linear_softmax_loss<N: Dim, D: Dim, C: Dim, E: Float>(
    w: &Array<(D, C), E>,
    x: &Array<(N, D), E>,
    y: &Labels<N, C>,
    reg: E,
) -> (E, Tensor<(D, C), E>) {
    let (mut scores, mut dscores, mut dw) = (Tensor::zeros(), Tensor::zeros(), Tensor::zeros());
    (linear_softmax_loss_into(w, x, y, reg, &mut scores, &mut dscores, &mut dw), dw)
}

/// [`linear_softmax_loss`], with the scores and the gradients into arrays that are there already.
///
/// ```
/// use shapeful::{Labels, Tensor, axes, linear_softmax_loss_into};
/// axes! { Batch = 1; Pixels = 2; Classes = 10; }
/// let (w, x) = (Tensor::<(Pixels, Classes)>::zeros(), Tensor::<(Batch, Pixels)>::ones());
/// let (mut scores, mut dscores, mut dw) = (Tensor::zeros(), Tensor::zeros(), Tensor::zeros());
/// let loss = linear_softmax_loss_into(&w, &x, &Labels::new([7])?, 0.5, &mut scores, &mut dscores, &mut dw);
/// assert_eq!(loss, 10.0_f32.ln());
/// # Ok::<(), shapeful::Error>(())
/// ```
pub fn linear_softmax_loss_into<N: Dim, D: Dim, C: Dim, E: Float>(
    w: &Array<(D, C), E>,
    x: &Array<(N, D), E>,
    y: &Labels<N, C>,
    reg: E,
    scores: &mut Array<(N, C), E>,
    dscores: &mut Array<(N, C), E>,
    dw: &mut Array<(D, C), E>,
) -> E {
    forward(w, x, scores);
    let loss = softmax_loss_into(scores, y, dscores);
    loss + backward(w, x, reg, dscores, dw)
}

/// The hinge loss of a linear classifier, the mean over the batch, with `reg·Σ w²`; and the gradient of w.
///
/// - Shapes: `w: (D, C)`, `x: (N, D)`, `y: Labels<N, C>` → the loss and `dw: (D, C)`.
/// - Formula: `scores = x·w`, the [loss of the scores](crate::svm_loss) plus `reg·Σ w²`; `dw = xᵀ·dscores + 2·reg·w`. There is no ½, which
///   the networks of the course have: [`l2_loss`](crate::l2_loss).
/// - Errors: shapes that do not fit do not compile; a label that is no class cannot be built; NaN in gives NaN out.
/// - Source: CS231n, assignment 1, `svm_loss_vectorized`.
///
/// With weights of 0 all scores are equal:
/// ```
/// use shapeful::{Labels, Tensor, axes, linear_svm_loss};
/// axes! { Batch = 1; Pixels = 2; Classes = 10; }
/// let (w, x) = (Tensor::<(Pixels, Classes)>::zeros(), Tensor::<(Batch, Pixels)>::ones());
/// let (loss, dw) = linear_svm_loss(&w, &x, &Labels::new([7])?, 0.5);
/// assert_eq!(loss, 9.0);
/// assert!(dw[[0, 7]] < 0.0 && dw[[0, 6]] > 0.0);
/// # Ok::<(), shapeful::Error>(())
/// ```
pub fn linear_svm_loss<N: Dim, D: Dim, C: Dim, E: Float>(
    w: &Array<(D, C), E>,
    x: &Array<(N, D), E>,
    y: &Labels<N, C>,
    reg: E,
) -> (E, Tensor<(D, C), E>) {
    let (mut scores, mut dscores, mut dw) = (Tensor::zeros(), Tensor::zeros(), Tensor::zeros());
    (linear_svm_loss_into(w, x, y, reg, &mut scores, &mut dscores, &mut dw), dw)
}

/// [`linear_svm_loss`], with the scores and the gradients into arrays that are there already.
///
/// ```
/// use shapeful::{Labels, Tensor, axes, linear_svm_loss_into};
/// axes! { Batch = 1; Pixels = 2; Classes = 10; }
/// let (w, x) = (Tensor::<(Pixels, Classes)>::zeros(), Tensor::<(Batch, Pixels)>::ones());
/// let (mut scores, mut dscores, mut dw) = (Tensor::zeros(), Tensor::zeros(), Tensor::zeros());
/// let loss = linear_svm_loss_into(&w, &x, &Labels::new([7])?, 0.5, &mut scores, &mut dscores, &mut dw);
/// assert_eq!(loss, 9.0);
/// # Ok::<(), shapeful::Error>(())
/// ```
pub fn linear_svm_loss_into<N: Dim, D: Dim, C: Dim, E: Float>(
    w: &Array<(D, C), E>,
    x: &Array<(N, D), E>,
    y: &Labels<N, C>,
    reg: E,
    scores: &mut Array<(N, C), E>,
    dscores: &mut Array<(N, C), E>,
    dw: &mut Array<(D, C), E>,
) -> E {
    forward(w, x, scores);
    let loss = svm_loss_into(scores, y, dscores);
    loss + backward(w, x, reg, dscores, dw)
}

/// `scores = x·w`
fn forward<N: Dim, D: Dim, C: Dim, E: Float>(
    w: &Array<(D, C), E>,
    x: &Array<(N, D), E>,
    scores: &mut Array<(N, C), E>,
) {
    let (x, w) =
        (MatrixRef::row_major(x.as_slice(), N::SIZE, D::SIZE), MatrixRef::row_major(w.as_slice(), D::SIZE, C::SIZE));
    gemm(x, w, scores.as_mut_slice());
}
/// `dw = xᵀ·dscores + 2·reg·w`; returns `reg·Σ w²`.
fn backward<N: Dim, D: Dim, C: Dim, E: Float>(
    w: &Array<(D, C), E>,
    x: &Array<(N, D), E>,
    reg: E,
    dscores: &Array<(N, C), E>,
    dw: &mut Array<(D, C), E>,
) -> E {
    let dscores = MatrixRef::row_major(dscores.as_slice(), N::SIZE, C::SIZE);
    gemm(MatrixRef::row_major(x.as_slice(), N::SIZE, D::SIZE).t(), dscores, dw.as_mut_slice());
    dw.zip_map_in_place(w, |dw, w| dw + (reg + reg) * w);
    reg * reduce::sum(w.as_slice(), |w| w * w)
}
