//! Words as vectors, with the vectors as parameters: `y[n, t] = w[words[n, t]]`.
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::labels::Labels;
#[cfg(feature = "rand")]
use crate::layers::params::Init;
use crate::layers::params::{Params, walk};
use crate::ops::{word_embedding_backward_into, word_embedding_forward_into};

/// A vector of `D` features for each word of a vocabulary `V`.
///
/// Words are [`Labels`] and no numbers to be computed with, so this is a model, but no [`Layer`](crate::Layer); it stands before the first.
///
/// - Shapes: `w: (V, D)`; `words: Labels<(N, T), V>` → `y: (N, T, D)`.
/// - Errors: words of another vocabulary do not compile.
///
/// ```
/// use shapeful::{Embedding, Labels, Params, Tensor, axes};
/// axes! { Texts = 1; Time = 3; Words = 2; Features = 1; }
/// let embedding = Embedding { w: Tensor::<(Words, Features)>::from([[5.0], [7.0]]) };
/// let words = Labels::<(Texts, Time), Words>::new([1, 0, 1])?;
/// assert_eq!(embedding.predict(&words), [[[7.0], [5.0], [7.0]]]);
/// # Ok::<(), shapeful::Error>(())
/// ```
#[derive(Clone)]
pub struct Embedding<V: Dim, D: Dim, E: Float = f32> {
    /// The vectors, one for each word.
    pub w: Tensor<(V, D), E>,
}

impl<V: Dim, D: Dim, E: Float> Embedding<V, D, E> {
    /// All vectors 0.
    ///
    /// ```
    /// use shapeful::{Embedding, Params, axes};
    /// axes! { Words = 1000; Features = 32; }
    /// assert_eq!(Embedding::<Words, Features>::zeros().count(), 1000 * 32);
    /// ```
    pub fn zeros() -> Self {
        Embedding { w: Tensor::zeros() }
    }
    /// The vectors of the words.
    ///
    /// ```
    /// use shapeful::{Embedding, Labels, Tensor, axes};
    /// axes! { Texts = 1; Time = 1; Words = 2; Features = 2; }
    /// let embedding = Embedding { w: Tensor::<(Words, Features)>::from([[1.0, 2.0], [3.0, 4.0]]) };
    /// let mut y = Tensor::<(Texts, Time, Features)>::zeros();
    /// embedding.forward(&Labels::new([1])?, &mut y);
    /// assert_eq!(y, [[[3.0, 4.0]]]);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn forward<N: Dim, T: Dim>(&self, words: &Labels<(N, T), V>, y: &mut Array<(N, T, D), E>) {
        word_embedding_forward_into(words, &self.w, y);
    }
    /// The gradient of the vectors; a word that stands at several places gets the sum. Overwrites `grad`.
    ///
    /// ```
    /// use shapeful::{Embedding, Labels, Tensor, axes};
    /// axes! { Texts = 1; Time = 3; Words = 3; Features = 1; }
    /// let (embedding, mut grad) = (Embedding::<Words, Features>::zeros(), Embedding::zeros());
    /// let words = Labels::<(Texts, Time), Words>::new([2, 0, 2])?;
    /// embedding.backward(&words, &Tensor::from([[[1.0], [2.0], [3.0]]]), &mut grad);
    /// assert_eq!(grad.w, [[2.0], [0.0], [4.0]]);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn backward<N: Dim, T: Dim>(&self, words: &Labels<(N, T), V>, dy: &Array<(N, T, D), E>, grad: &mut Self) {
        word_embedding_backward_into(dy, words, &mut grad.w);
    }
    /// The vectors of the words, in a tensor of their own.
    ///
    /// ```
    /// use shapeful::{Embedding, Labels, axes};
    /// axes! { Texts = 1; Time = 2; Words = 3; Features = 1; }
    /// let words = Labels::<(Texts, Time), Words>::new([2, 0])?;
    /// assert_eq!(Embedding::<Words, Features>::zeros().predict(&words), [[[0.0], [0.0]]]);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn predict<N: Dim, T: Dim>(&self, words: &Labels<(N, T), V>) -> Tensor<(N, T, D), E> {
        let mut y = Tensor::zeros();
        self.forward(words, &mut y);
        y
    }
}

#[diagnostic::do_not_recommend]
impl<V: Dim, D: Dim, E: Float> Params<E> for Embedding<V, D, E> {
    walk! { E: w: Weight, (V, D); }
}
impl<V: Dim, D: Dim, E: Float> core::fmt::Debug for Embedding<V, D, E> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Embedding").field("w", &self.w).finish()
    }
}
/// From the normal distribution with standard deviation 0.01.
///
/// - Source: CS231n, assignment 3, `CaptioningRNN`.
#[cfg(feature = "rand")]
impl<V: Dim, D: Dim, E: Float> Init for Embedding<V, D, E> {
    fn init<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
        Embedding { w: Tensor::normal(E::ZERO, E::of(0.01), rng) }
    }
}
