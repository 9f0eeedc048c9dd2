//! The linear classifiers of the course's first assignment: `scores = X·W`, a loss of them, and `reg·Σ W²`, without a half.
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::{MatrixRef, gemm, reduce};
use crate::labels::Labels;
use crate::loss::softmax::softmax_loss_into;
use crate::loss::svm::svm_loss_into;

macro_rules! linear_classifier { ($loss:ident $loss_into:ident $of_scores:ident $course:literal $what:literal $value:literal) => {
    #[doc = concat!("The ", $what, " of a linear classifier, the mean over the batch, with `reg·Σ W²`; and the gradient of W.")]
    ///
    /// - Shapes: `w: (D, C)`, `x: (N, D)`, `y: Labels<N, C>` → the loss and `dw: (D, C)`.
    /// - Formula: `scores = x·w`, the loss of the scores plus `reg·Σ w²`; `dw = xᵀ·dscores + 2·reg·w`. There is no ½, which the networks
    ///   of the course have: [`l2_loss`](crate::l2_loss).
    /// - Errors: shapes that do not fit do not compile; a label that is no class cannot be built; NaN in gives NaN out.
    #[doc = concat!("- Source: CS231n, assignment 1, `", $course, "`.")]
    ///
    /// With weights of 0 all scores are equal:
    /// ```
    #[doc = concat!("use shapeful::{Labels, Tensor, axes, ", stringify!($loss), "};")]
    /// axes! { Batch = 1; Pixels = 2; Classes = 10; }
    /// let (w, x) = (Tensor::<(Pixels, Classes)>::zeros(), Tensor::<(Batch, Pixels)>::ones());
    #[doc = concat!("let (loss, dw) = ", stringify!($loss), "(&w, &x, &Labels::new([7])?, 0.5);")]
    #[doc = concat!("assert_eq!(loss, ", $value, ");")]
    /// assert!(dw[[0, 7]] < 0.0 && dw[[0, 6]] > 0.0);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn $loss<N: Dim, D: Dim, C: Dim, E: Float>(
        w: &Array<(D, C), E>,
        x: &Array<(N, D), E>,
        y: &Labels<N, C>,
        reg: E,
    ) -> (E, Tensor<(D, C), E>) {
        let (mut scores, mut dscores, mut dw) = (Tensor::zeros(), Tensor::zeros(), Tensor::zeros());
        ($loss_into(w, x, y, reg, &mut scores, &mut dscores, &mut dw), dw)
    }

    #[doc = concat!("[`", stringify!($loss), "`], with the scores and the gradients into arrays that are there already.")]
    ///
    /// ```
    #[doc = concat!("use shapeful::{Labels, Tensor, axes, ", stringify!($loss_into), "};")]
    /// axes! { Batch = 1; Pixels = 2; Classes = 10; }
    /// let (w, x) = (Tensor::<(Pixels, Classes)>::zeros(), Tensor::<(Batch, Pixels)>::ones());
    /// let (mut scores, mut dscores, mut dw) = (Tensor::zeros(), Tensor::zeros(), Tensor::zeros());
    #[doc = concat!("let loss = ", stringify!($loss_into), "(&w, &x, &Labels::new([7])?, 0.5, &mut scores, &mut dscores, &mut dw);")]
    #[doc = concat!("assert_eq!(loss, ", $value, ");")]
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn $loss_into<N: Dim, D: Dim, C: Dim, E: Float>(
        w: &Array<(D, C), E>,
        x: &Array<(N, D), E>,
        y: &Labels<N, C>,
        reg: E,
        scores: &mut Array<(N, C), E>,
        dscores: &mut Array<(N, C), E>,
        dw: &mut Array<(D, C), E>,
    ) -> E {
        let (n, d, c) = (N::SIZE, D::SIZE, C::SIZE);
        let images = MatrixRef::row_major(x.as_slice(), n, d);
        gemm(images, MatrixRef::row_major(w.as_slice(), d, c), scores.as_mut_slice());
        let loss = $of_scores(scores, y, dscores);
        gemm(images.t(), MatrixRef::row_major(dscores.as_slice(), n, c), dw.as_mut_slice());
        dw.zip_map_in_place(w, |dw, w| dw + (reg + reg) * w);
        loss + reg * reduce::sum(w.as_slice(), |w| w * w)
    }
} }
linear_classifier! {
    linear_softmax_loss linear_softmax_loss_into softmax_loss_into "softmax_loss_vectorized" "softmax cross-entropy" "10.0_f32.ln()"
}
linear_classifier! { linear_svm_loss linear_svm_loss_into svm_loss_into "svm_loss_vectorized" "hinge loss" "9.0" }
