//! The layers of a transformer that writes: every word looks at the words before it, then at the memory, and is then thought over by
//! itself.
use super::add_norm::Sum;
use super::cache::AttentionCache;
use super::encoder::FeedForward;
use super::fields::{debug, fields};
use super::multi_head::{CausalAttention, MultiHeadAttention};
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::layers::attention::AddNorm;
use crate::layers::layer::Layer;
use crate::layers::mode::{Eval, Mode, Train};
use crate::layers::norm::LayerNorm;
use crate::layers::params::{Init, Params};
use crate::ops::{Causal, HasHeads, Keep, Mask};

/// One layer of a transformer that writes: causal self-attention, attention to a memory, and a feed-forward net, each in an [`AddNorm`].
///
/// - Shapes: `x: (N, S, M)` and the memory `(N, T, M)` → `(N, S, M)`, with `H` heads and `F` hidden numbers.
/// - Formula: `a = norm(x + dropout(attention(x)))`, `b = norm(a + dropout(attention(a, memory)))`, `y = norm(b + dropout(ffn(b)))`.
/// - Errors: heads that do not divide the model axis do not compile, nor do sequences of another width or batch.
/// - Source: Vaswani et al. 2017, "Attention is all you need", §3.1; CS231n, assignment 3, `TransformerDecoderLayer`.
///
/// It is no [`Layer`], since it has two inputs. [`Init`] makes one that drops a tenth in training, everywhere.
/// ```
/// use rand::{SeedableRng, rngs::StdRng};
/// use shapeful::{Init, Tensor, TransformerDecoderLayer, axes};
/// axes! { Batch = 2; Words = 5; Regions = 7; Model = 12; Heads = 4; Hidden = 24; }
/// let layer = TransformerDecoderLayer::<Model, Heads, Hidden>::init(&mut StdRng::seed_from_u64(1));
/// let (words, memory) = (Tensor::<(Batch, Words, Model)>::ones(), Tensor::<(Batch, Regions, Model)>::ones());
/// let y: Tensor<(Batch, Words, Model)> = layer.predict_with(&words, &memory, ());
/// assert!(y.row(1).row(3).mean_all().abs() < 1e-6);
/// ```
#[derive(Clone)]
pub struct TransformerDecoderLayer<M: Dim, H: Dim, F: Dim, E: Float = f32> {
    /// Every word looks at itself and at the words before it.
    pub self_attention: AddNorm<CausalAttention<M, H, E>, M, E>,
    /// Every word looks at the memory.
    pub cross_attention: AddNorm<MultiHeadAttention<M, H, E>, M, E>,
    /// Every word by itself.
    pub ffn: AddNorm<FeedForward<M, F, E>, M, E>,
}

/// What a [`TransformerDecoderLayer`] keeps: its buffers, and after backward the gradients of its two inputs.
///
/// ```
/// use rand::{SeedableRng, rngs::StdRng};
/// use shapeful::{DecoderCache, Init, Params, Tensor, Train, TransformerDecoderLayer, axes};
/// axes! { Batch = 2; Words = 5; Regions = 7; Model = 12; Heads = 4; Hidden = 24; }
/// let mut layer = TransformerDecoderLayer::<Model, Heads, Hidden>::init(&mut StdRng::seed_from_u64(1));
/// let (words, memory) = (Tensor::<(Batch, Words, Model)>::ones(), Tensor::<(Batch, Regions, Model)>::ones());
/// let (mut cache, mut y, mut grad) = (DecoderCache::<Train, _, _, _, _, _, _>::default(), Tensor::zeros(), layer.zeros_like());
/// layer.forward_with(&words, &memory, (), &mut cache, &mut y);
/// layer.backward_with(&words, &memory, &mut cache, &y, &mut grad);
/// let (dwords, dmemory): (&Tensor<(Batch, Words, Model)>, &Tensor<(Batch, Regions, Model)>) = (cache.dx(), cache.dmemory());
/// ```
pub struct DecoderCache<Md: Mode, N: Dim, S: Dim, T: Dim, M: Dim, H: Dim, F: Dim, E: Float = f32>
where
    M: HasHeads<H, N>,
{
    a: Tensor<(N, S, M), E>,
    b: Tensor<(N, S, M), E>,
    self_attention: CacheOf<Md, CausalAttention<M, H, E>, N, S, M, E>,
    cross: AttentionCache<Md, (N, S, M), (N, T, M), (N, H, S, T), E>,
    sum: Sum<Md, (N, S, M), E>,
    norm: <LayerNorm<M, E> as Layer<(N, S, M), E>>::Cache<Md>,
    ffn: CacheOf<Md, FeedForward<M, F, E>, N, S, M, E>,
    back: Md::Of<Gradients<N, S, T, M, E>>,
}
/// The cache of a layer in an `AddNorm`.
type CacheOf<Md, L, N, S, M, E> = <AddNorm<L, M, E> as Layer<(N, S, M), E>>::Cache<Md>;
struct Gradients<N: Dim, S: Dim, T: Dim, M: Dim, E: Float> {
    da: Tensor<(N, S, M), E>,
    db: Tensor<(N, S, M), E>,
    dx: Tensor<(N, S, M), E>,
    dmemory: Tensor<(N, T, M), E>,
}
impl<N: Dim, S: Dim, T: Dim, M: Dim, E: Float> Default for Gradients<N, S, T, M, E> {
    fn default() -> Self {
        Gradients { da: Tensor::zeros(), db: Tensor::zeros(), dx: Tensor::zeros(), dmemory: Tensor::zeros() }
    }
}
impl<Md: Mode, N: Dim, S: Dim, T: Dim, M: Dim + HasHeads<H, N>, H: Dim, F: Dim, E: Float> Default
    for DecoderCache<Md, N, S, T, M, H, F, E>
{
    fn default() -> Self {
        DecoderCache {
            a: Tensor::zeros(),
            b: Tensor::zeros(),
            self_attention: Default::default(),
            cross: Default::default(),
            sum: Default::default(),
            norm: Default::default(),
            ffn: Default::default(),
            back: Default::default(),
        }
    }
}
impl<N: Dim, S: Dim, T: Dim, M: Dim + HasHeads<H, N>, H: Dim, F: Dim, E: Float>
    DecoderCache<Train, N, S, T, M, H, F, E>
{
    /// The gradient of x, after [`TransformerDecoderLayer::backward_with`].
    ///
    /// Zeros before it:
    /// ```
    /// use shapeful::{DecoderCache, Tensor, Train, axes};
    /// axes! { Batch = 2; Words = 5; Regions = 7; Model = 12; Heads = 4; Hidden = 24; }
    /// let cache = DecoderCache::<Train, Batch, Words, Regions, Model, Heads, Hidden>::default();
    /// assert_eq!(*cache.dx(), Tensor::<(Batch, Words, Model)>::zeros());
    /// ```
    pub fn dx(&self) -> &Tensor<(N, S, M), E> {
        &self.back.dx
    }
    /// The gradient of the memory, after [`TransformerDecoderLayer::backward_with`]. Several layers look at one memory, and it has the sum
    /// of their gradients.
    ///
    /// Zeros before it:
    /// ```
    /// use shapeful::{DecoderCache, Tensor, Train, axes};
    /// axes! { Batch = 2; Words = 5; Regions = 7; Model = 12; Heads = 4; Hidden = 24; }
    /// let cache = DecoderCache::<Train, Batch, Words, Regions, Model, Heads, Hidden>::default();
    /// assert_eq!(*cache.dmemory(), Tensor::<(Batch, Regions, Model)>::zeros());
    /// ```
    pub fn dmemory(&self) -> &Tensor<(N, T, M), E> {
        &self.back.dmemory
    }
}

impl<M: Dim, H: Dim, F: Dim, E: Float> TransformerDecoderLayer<M, H, F, E> {
    /// `y` of the words x and a memory; the mask is one of the words by the memory, `()` for none, see [`Mask`].
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::StdRng};
    /// use shapeful::{DecoderCache, Eval, Init, KeyMask, Tensor, TransformerDecoderLayer, axes};
    /// axes! { Batch = 1; Words = 2; Regions = 3; Model = 4; Heads = 2; Hidden = 8; }
    /// let layer = TransformerDecoderLayer::<Model, Heads, Hidden>::init(&mut StdRng::seed_from_u64(1));
    /// let (words, memory) = (Tensor::<(Batch, Words, Model)>::ones(), Tensor::<(Batch, Regions, Model)>::ones());
    /// let present = Tensor::<(Batch, Regions), bool>::try_from(vec![true, true, false])?;
    /// let (mut cache, mut y) = (DecoderCache::<Eval, _, _, _, _, _, _>::default(), Tensor::zeros());
    /// layer.forward_with(&words, &memory, KeyMask(&present), &mut cache, &mut y);
    /// assert_eq!(y, layer.predict_with(&words, &memory, KeyMask(&present)));
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes the bounds in one line.
    pub fn forward_with<Md: Mode, N: Dim, S: Dim, T: Dim>(
        &self,
        x: &Array<(N, S, M), E>,
        memory: &Array<(N, T, M), E>,
        mask: impl Mask<(N, H, S, T)>,
        cache: &mut DecoderCache<Md, N, S, T, M, H, F, E>,
        y: &mut Array<(N, S, M), E>,
    )
    where M: HasHeads<H, N>
    {
        let DecoderCache { a, b, self_attention, cross, sum, norm, ffn, .. } = cache;
        self.self_attention.forward::<Md>(x, self_attention, a);
        self.cross_attention.layer.forward_from(a, memory, memory, mask, cross, &mut sum.out);
        self.cross_attention.join(a, (sum, norm), b);
        self.ffn.forward::<Md>(b, ffn, y);
    }
    /// The gradients of what went forward by [`forward_with`](Self::forward_with): those of the parameters in `grad`, those of x and of the
    /// memory in the cache.
    ///
    /// The sum of a norm's output does not change, whatever goes in:
    /// ```
    /// use rand::{SeedableRng, rngs::StdRng};
    /// use shapeful::{DecoderCache, Init, Params, Tensor, TransformerDecoderLayer, axes};
    /// axes! { Batch = 1; Words = 2; Regions = 3; Model = 4; Heads = 2; Hidden = 8; }
    /// let mut layer = TransformerDecoderLayer::<Model, Heads, Hidden>::init(&mut StdRng::seed_from_u64(1));
    /// let words = Tensor::<(Batch, Words, Model)>::from([[[1.0, 2.0, 3.0, 4.0], [4.0, 3.0, 2.0, 1.0]]]);
    /// let (memory, mut cache, mut y) = (Tensor::<(Batch, Regions, Model)>::ones(), DecoderCache::default(), Tensor::zeros());
    /// let mut grad = layer.zeros_like();
    /// layer.forward_with(&words, &memory, (), &mut cache, &mut y);
    /// layer.backward_with(&words, &memory, &mut cache, &Tensor::ones(), &mut grad);
    /// assert!(cache.dx().as_slice().iter().all(|dx| dx.abs() < 1e-5));
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes the bounds in one line.
    pub fn backward_with<N: Dim, S: Dim, T: Dim>(
        &mut self,
        x: &Array<(N, S, M), E>,
        memory: &Array<(N, T, M), E>,
        cache: &mut DecoderCache<Train, N, S, T, M, H, F, E>,
        dy: &Array<(N, S, M), E>,
        grad: &mut Self,
    )
    where M: HasHeads<H, N>
    {
        let DecoderCache { a, b, self_attention, cross, sum, norm, ffn, back } = cache;
        self.ffn.backward(b, ffn, dy, Some(&mut *back.db), &mut grad.ffn);
        self.cross_attention.part(sum, norm, &back.db, &mut grad.cross_attention);
        let cross_grad = &mut grad.cross_attention.layer;
        self.cross_attention.layer.backward_from(a, memory, memory, cross, &sum.dout, cross_grad);
        cross.dquery().zip_map_into(&sum.dsum, &mut back.da, E::add);
        cross.dkey().zip_map_into(cross.dvalue(), &mut back.dmemory, E::add);
        self.self_attention.backward(x, self_attention, &back.da, Some(&mut *back.dx), &mut grad.self_attention);
    }
    /// `y` of a model in use: [`forward_with`](Self::forward_with) in a tensor of its own.
    ///
    /// The first word does not change with the second:
    /// ```
    /// use rand::{SeedableRng, rngs::StdRng};
    /// use shapeful::{Init, Tensor, TransformerDecoderLayer, axes};
    /// axes! { Batch = 1; Words = 2; Regions = 3; Model = 4; Heads = 2; Hidden = 8; }
    /// let layer = TransformerDecoderLayer::<Model, Heads, Hidden>::init(&mut StdRng::seed_from_u64(1));
    /// let mut words = Tensor::<(Batch, Words, Model)>::from([[[1.0, 2.0, 3.0, 4.0], [4.0, 3.0, 2.0, 1.0]]]);
    /// let memory = Tensor::<(Batch, Regions, Model)>::ones();
    /// let before = layer.predict_with(&words, &memory, ());
    /// words[[0, 1, 0]] = 5.0;
    /// assert_eq!(before.row(0).row(0), layer.predict_with(&words, &memory, ()).row(0).row(0));
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes the bounds in one line.
    pub fn predict_with<N: Dim, S: Dim, T: Dim>(
        &self,
        x: &Array<(N, S, M), E>,
        memory: &Array<(N, T, M), E>,
        mask: impl Mask<(N, H, S, T)>,
    ) -> Tensor<(N, S, M), E>
    where M: HasHeads<H, N>
    {
        let (mut cache, mut y) = (DecoderCache::<Eval, N, S, T, M, H, F, E>::default(), Tensor::zeros());
        self.forward_with(x, memory, mask, &mut cache, &mut y);
        y
    }
    /// With another probability to keep, in all its dropouts.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::StdRng};
    /// use shapeful::{Init, Keep, TransformerDecoderLayer, axes};
    /// axes! { Model = 12; Heads = 4; Hidden = 24; }
    /// let layer = TransformerDecoderLayer::<Model, Heads, Hidden>::init(&mut StdRng::seed_from_u64(1));
    /// assert_eq!(layer.keep(Keep::ALL).cross_attention.layer.dropout.keep, Keep::ALL);
    /// ```
    pub fn keep(mut self, keep: Keep) -> Self {
        let TransformerDecoderLayer { self_attention, cross_attention, ffn } = &mut self;
        self_attention.layer.dropout.keep = keep;
        self_attention.dropout.keep = keep;
        cross_attention.layer.dropout.keep = keep;
        cross_attention.dropout.keep = keep;
        ffn.layer.dropout.keep = keep;
        ffn.dropout.keep = keep;
        self
    }
}
#[diagnostic::do_not_recommend]
impl<M: Dim, H: Dim, F: Dim, E: Float> Params<E> for TransformerDecoderLayer<M, H, F, E> {
    fields! { E: self_attention: AddNorm<MultiHeadAttention<M, H, E, Causal>, M, E>,
    cross_attention: AddNorm<MultiHeadAttention<M, H, E>, M, E>, ffn: AddNorm<FeedForward<M, F, E>, M, E> }
}
debug! { [M: Dim, H: Dim, F: Dim, E: Float] [TransformerDecoderLayer] [TransformerDecoderLayer<M, H, F, E>] self_attention cross_attention ffn }
impl<M: Dim, H: Dim, F: Dim, E: Float> Init for TransformerDecoderLayer<M, H, F, E> {
    fn init<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
        let layer = TransformerDecoderLayer {
            self_attention: Init::init(rng),
            cross_attention: Init::init(rng),
            ffn: Init::init(rng),
        };
        layer.keep(Keep::IN_TRANSFORMERS)
    }
}
