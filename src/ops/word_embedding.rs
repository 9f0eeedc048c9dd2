//! Words as vectors: `out[n, t] = w[words[n, t]]`; `dw` gets the gradient of every place where a word stands.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::labels::Labels;

/// The vector of every word of some texts: `out[n, t] = w[words[n, t]]`.
///
/// - Shapes: `words: Labels<(N, T), V>`, `w: (V, D)` → `out: (N, T, D)`.
/// - Errors: words of another vocabulary do not compile; a word that is not in it cannot be built.
/// - Source: CS231n, assignment 3, `word_embedding_forward`.
///
/// ```
/// use shapeful::{Labels, Tensor, axes, word_embedding_forward};
/// axes! { Texts = 1; Time = 3; Words = 2; Features = 2; }
/// let w = Tensor::<(Words, Features)>::from([[1.0, 2.0], [3.0, 4.0]]);
/// let words = Labels::<(Texts, Time), Words>::new([1, 0, 1])?;
/// assert_eq!(word_embedding_forward(&words, &w), [[[3.0, 4.0], [1.0, 2.0], [3.0, 4.0]]]);
/// # Ok::<(), shapeful::Error>(())
/// ```
pub fn word_embedding_forward<N: Dim, T: Dim, V: Dim, D: Dim, E: Float>(
    words: &Labels<(N, T), V>,
    w: &Array<(V, D), E>,
) -> Tensor<(N, T, D), E> {
    let mut out = Tensor::zeros();
    word_embedding_forward_into(words, w, &mut out);
    out
}

/// [`word_embedding_forward`], into an array that is there already.
///
/// ```
/// use shapeful::{Labels, Tensor, axes, ops::word_embedding_forward_into};
/// axes! { Texts = 1; Time = 2; Words = 2; Features = 1; }
/// let w = Tensor::<(Words, Features)>::from([[1.0], [3.0]]);
/// let mut out = Tensor::<(Texts, Time, Features)>::zeros();
/// word_embedding_forward_into(&Labels::new([1, 0])?, &w, &mut out);
/// assert_eq!(out, [[[3.0], [1.0]]]);
/// # Ok::<(), shapeful::Error>(())
/// ```
pub fn word_embedding_forward_into<N: Dim, T: Dim, V: Dim, D: Dim, E: Float>(
    words: &Labels<(N, T), V>,
    w: &Array<(V, D), E>,
    out: &mut Array<(N, T, D), E>,
) {
    for (out, word) in out.as_mut_slice().chunks_exact_mut(D::SIZE.max(1)).zip(words.iter()) {
        out.copy_from_slice(w.row(word).as_slice());
    }
}

/// The gradient of [`word_embedding_forward`]: a word that stands at several places gets the sum.
///
/// - Shapes: `dout: (N, T, D)`, `words: Labels<(N, T), V>` → `dw: (V, D)`.
/// - Formula: `dw[v] = Σ dout[n, t]` over the places where `words[n, t] = v`.
/// - Source: CS231n, assignment 3, `word_embedding_backward`.
///
/// ```
/// use shapeful::{Labels, Tensor, axes, word_embedding_backward};
/// axes! { Texts = 1; Time = 3; Words = 3; Features = 1; }
/// let words = Labels::<(Texts, Time), Words>::new([2, 0, 2])?;
/// let dout = Tensor::<(Texts, Time, Features)>::from([[[1.0], [2.0], [3.0]]]);
/// assert_eq!(word_embedding_backward(&dout, &words), [[2.0], [0.0], [4.0]]);
/// # Ok::<(), shapeful::Error>(())
/// ```
pub fn word_embedding_backward<N: Dim, T: Dim, V: Dim, D: Dim, E: Float>(
    dout: &Array<(N, T, D), E>,
    words: &Labels<(N, T), V>,
) -> Tensor<(V, D), E> {
    let mut dw = Tensor::zeros();
    word_embedding_backward_into(dout, words, &mut dw);
    dw
}

/// [`word_embedding_backward`], into an array that is there already, whose numbers are replaced.
///
/// ```
/// use shapeful::{Labels, Tensor, axes, ops::word_embedding_backward_into};
/// axes! { Texts = 1; Time = 2; Words = 2; Features = 1; }
/// let mut dw = Tensor::<(Words, Features)>::full(7.0);
/// word_embedding_backward_into(&Tensor::<(Texts, Time, Features)>::ones(), &Labels::new([1, 1])?, &mut dw);
/// assert_eq!(dw, [[0.0], [2.0]]);
/// # Ok::<(), shapeful::Error>(())
/// ```
pub fn word_embedding_backward_into<N: Dim, T: Dim, V: Dim, D: Dim, E: Float>(
    dout: &Array<(N, T, D), E>,
    words: &Labels<(N, T), V>,
    dw: &mut Array<(V, D), E>,
) {
    dw.fill(E::ZERO);
    for (dout, word) in dout.as_slice().chunks_exact(D::SIZE.max(1)).zip(words.iter()) {
        dw.row_mut(word).as_mut_slice().iter_mut().zip(dout).for_each(|(dw, &dout)| *dw += dout);
    }
}
