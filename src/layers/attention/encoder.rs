//! The layers of a transformer that reads: every word looks at all words, and is then thought over by itself.
use super::fields::debug;
use crate::dim::Dim;
use crate::elem::Float;
use crate::key::Key;
use crate::layers::activation::Gelu;
use crate::layers::attention::{AddNorm, MultiHeadAttention};
use crate::layers::dropout::Dropout;
use crate::layers::linear::Linear;
use crate::layers::params::Init;
use crate::ops::{Causal, Keep};

/// Two affine layers with a GELU between them, for every word by itself: `y = dropout(gelu(x·w₁ + b₁))·w₂ + b₂`.
///
/// - Shapes: `x: (N, T, M)` → `(N, T, M)`, through `F` numbers for each word.
/// - Source: Vaswani et al. 2017, "Attention is all you need", §3.3, with the exact GELU for ReLU; CS231n, assignment 3,
///   `FeedForwardNetwork`.
///
/// ```
/// use rand::{SeedableRng, rngs::StdRng};
/// use shapeful::{FeedForward, Init, Layer, Params, Tensor, axes};
/// axes! { Batch = 2; Time = 3; Model = 4; Hidden = 16; }
/// let layer = FeedForward::<Model, Hidden>::init(&mut StdRng::seed_from_u64(1));
/// let y: Tensor<(Batch, Time, Model)> = layer.predict(&Tensor::<(Batch, Time, Model)>::zeros());
/// assert_eq!(y, Tensor::zeros());
/// assert_eq!(layer.count(), 4 * 16 + 16 + 16 * 4 + 4);
/// ```
#[derive(Clone)]
pub struct FeedForward<M: Dim, F: Dim, E: Float = f32> {
    /// To the hidden numbers.
    pub inner: Linear<M, F, E>,
    /// The GELU.
    pub act: Gelu,
    /// Behind the GELU.
    pub dropout: Dropout<E>,
    /// Back to the model.
    pub outer: Linear<F, M, E>,
}
crate::__layers! { [M: Dim, F: Dim, E: Float] [FeedForward<M, F, E>]
[inner: Linear<M, F, E>, act: Gelu, dropout: Dropout<E>, outer: Linear<F, M, E>,] }
debug! { [M: Dim, F: Dim, E: Float] [FeedForward] [FeedForward<M, F, E>] inner act dropout outer }

/// Weights as [`Linear::xavier`] draws them, biases 0; drops a tenth, as the course does.
impl<M: Dim, F: Dim, E: Float> Init for FeedForward<M, F, E> {
    fn init<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
        FeedForward {
            inner: Linear::xavier(rng),
            act: Gelu,
            dropout: Dropout::new(Keep::IN_TRANSFORMERS, Key::from_rng(rng)),
            outer: Linear::xavier(rng),
        }
    }
}

/// One layer of a transformer that reads: self-attention, then a feed-forward net, each in an [`AddNorm`].
///
/// - Shapes: `x: (N, T, M)` → `(N, T, M)`, with `H` heads and `F` hidden numbers.
/// - Formula: `a = norm(x + dropout(attention(x)))`, `y = norm(a + dropout(ffn(a)))`.
/// - With `Look = `[`Causal`] no word sees a later one, see [`CausalEncoderLayer`].
/// - Errors: heads that do not divide the model axis do not compile, nor do sequences of another width.
/// - Source: Vaswani et al. 2017, "Attention is all you need", §3.1; CS231n, assignment 3; PyTorch, `TransformerEncoderLayer`, whose default
///   is this order, too, but a ReLU.
///
/// [`Init`] makes one that drops a tenth in training, everywhere; [`keep`](Self::keep) changes that.
/// ```
/// use rand::{SeedableRng, rngs::StdRng};
/// use shapeful::{Init, Layer, Linear, Params, PositionalEncoding, Repeat, Tensor, TransformerEncoderLayer, axes, network};
/// axes! { Batch = 2; Time = 5; Features = 7; Model = 12; Heads = 4; Hidden = 24; }
/// network! {
///     struct Reader {
///         embed: Linear<Features, Model>,
///         position: PositionalEncoding<Time, Model>,
///         layers: Repeat<TransformerEncoderLayer<Model, Heads, Hidden>, 2>,
///     }
/// }
/// let reader = Reader::init(&mut StdRng::seed_from_u64(1));
/// let words: Tensor<(Batch, Time, Model)> = reader.predict(&Tensor::<(Batch, Time, Features)>::ones());
/// // Behind the last norm the mean of each word is 0.
/// assert!(words.row(1).row(3).mean_all().abs() < 1e-6);
/// ```
pub struct TransformerEncoderLayer<M: Dim, H: Dim, F: Dim, E: Float = f32, Look = ()> {
    /// Every word looks at the words.
    pub attention: AddNorm<MultiHeadAttention<M, H, E, Look>, M, E>,
    /// Every word by itself.
    pub ffn: AddNorm<FeedForward<M, F, E>, M, E>,
}
crate::__layers! { [M: Dim, H: Dim, F: Dim, E: Float, Look] [TransformerEncoderLayer<M, H, F, E, Look>]
[attention: AddNorm<MultiHeadAttention<M, H, E, Look>, M, E>, ffn: AddNorm<FeedForward<M, F, E>, M, E>,] }
debug! { [M: Dim, H: Dim, F: Dim, E: Float, Look] [TransformerEncoderLayer] [TransformerEncoderLayer<M, H, F, E, Look>] attention ffn }

/// A [`TransformerEncoderLayer`] in which no word sees a later one: the layer of language models.
///
/// ```
/// use rand::{SeedableRng, rngs::StdRng};
/// use shapeful::{CausalEncoderLayer, Init, Layer, Tensor, axes};
/// axes! { Batch = 1; Time = 2; Model = 4; Heads = 2; Hidden = 8; }
/// let layer = CausalEncoderLayer::<Model, Heads, Hidden>::init(&mut StdRng::seed_from_u64(1));
/// let mut x = Tensor::<(Batch, Time, Model)>::from([[[1.0, 2.0, 3.0, 4.0], [4.0, 3.0, 2.0, 1.0]]]);
/// let before = layer.predict(&x);
/// x[[0, 1, 0]] = 5.0;
/// assert_eq!(before.row(0).row(0), layer.predict(&x).row(0).row(0));
/// ```
pub type CausalEncoderLayer<M, H, F, E = f32> = TransformerEncoderLayer<M, H, F, E, Causal>;

impl<M: Dim, H: Dim, F: Dim, E: Float, Look> TransformerEncoderLayer<M, H, F, E, Look> {
    /// With another probability to keep, in all its dropouts.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::StdRng};
    /// use shapeful::{Init, Keep, TransformerEncoderLayer, axes};
    /// axes! { Model = 12; Heads = 4; Hidden = 24; }
    /// let layer = TransformerEncoderLayer::<Model, Heads, Hidden>::init(&mut StdRng::seed_from_u64(1));
    /// assert_eq!(layer.ffn.dropout.keep, Keep::dropping(0.1)?);
    /// assert_eq!(layer.keep(Keep::ALL).ffn.dropout.keep, Keep::ALL);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn keep(mut self, keep: Keep) -> Self {
        let TransformerEncoderLayer { attention, ffn } = &mut self;
        attention.layer.dropout.keep = keep;
        attention.dropout.keep = keep;
        ffn.layer.dropout.keep = keep;
        ffn.dropout.keep = keep;
        self
    }
}
impl<M: Dim, H: Dim, F: Dim, E: Float, Look> Clone for TransformerEncoderLayer<M, H, F, E, Look> {
    fn clone(&self) -> Self {
        TransformerEncoderLayer { attention: self.attention.clone(), ffn: self.ffn.clone() }
    }
}
impl<M: Dim, H: Dim, F: Dim, E: Float, Look> Init for TransformerEncoderLayer<M, H, F, E, Look> {
    fn init<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
        TransformerEncoderLayer { attention: Init::init(rng), ffn: Init::init(rng) }.keep(Keep::IN_TRANSFORMERS)
    }
}
