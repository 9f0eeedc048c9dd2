//! Multi-head attention: every head attends over its own block of the model axis.
use super::attends_in::AttendsIn;
use super::cache::{AttentionCache, Backward};
use super::fields::fields;
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::attend::{AttentionSizes, Heads, HeadsMut};
use crate::kernel::{Add, KnownWrite, Over};
#[cfg(feature = "rand")]
use crate::layers::dropout::Dropout;
use crate::layers::layer::Layer;
use crate::layers::linear::Linear;
use crate::layers::mode::{Eval, Mode, Train};
use crate::layers::one_shape::takes_nothing;
#[cfg(feature = "rand")]
use crate::layers::params::Init;
use crate::layers::params::Params;
use crate::ops::{AffineSizes, Causal, HasHeads, Mask};
use crate::shape::Shape;
#[cfg(feature = "rand")]
use crate::{key::Key, ops::Keep};
use core::marker::PhantomData;

/// Attention with several heads: each query of a sequence takes what it needs from the keys and values of a sequence.
///
/// - Shapes: query `(N, S, M)`, key and value `(N, T, M)` → `(N, S, M)`. As a [`Layer`] it is self-attention, `x: (N, T, M)` → `(N, T, M)`.
/// - Formula: `q = query·Wq + bq`, `k = key·Wk + bk`, `v = value·Wv + bv`; head h is the columns from `h·M/H` on of each, and attends as
///   [`attention_forward`](crate::attention_forward) does, with the scale `1/√(M/H)`; the heads side by side are `(N, S, M)`, and
///   `y = heads·Wo + bo`.
/// - With [`dropout`](Self::dropout) weights are dropped in training, as PyTorch and the course do: `attention.dropout.keep = Keep::dropping(0.1)?`.
/// - `Look` is the mask that every pass has: `()`, none, or [`Causal`]; [`forward_with`](Self::forward_with) takes another one besides.
/// - Errors: heads that do not divide the model axis do not compile, nor do sequences of another width.
/// - Source: Vaswani et al. 2017, "Attention is all you need", §3.2.2; CS231n, assignment 3, `MultiHeadAttention`.
///
/// Two words that are the same are looked at alike, and stay the same:
/// ```
/// use rand::{SeedableRng, rngs::StdRng};
/// use shapeful::{Layer, MultiHeadAttention, Tensor, axes};
/// axes! { Batch = 2; Time = 2; Model = 12; Heads = 4; }
/// let attention = MultiHeadAttention::<Model, Heads>::xavier(&mut StdRng::seed_from_u64(1));
/// let y: Tensor<(Batch, Time, Model)> = attention.predict(&Tensor::<(Batch, Time, Model)>::ones());
/// assert_eq!(y[[0, 0, 5]], y[[0, 1, 5]]);
/// ```
pub struct MultiHeadAttention<M: Dim, H: Dim, E: Float = f32, Look = ()> {
    /// The queries, `q = query·Wq + bq`.
    pub query: Linear<M, M, E>,
    /// The keys, `k = key·Wk + bk`.
    pub key: Linear<M, M, E>,
    /// The values, `v = value·Wv + bv`.
    pub value: Linear<M, M, E>,
    /// The output, `y = heads·Wo + bo`.
    pub proj: Linear<M, M, E>,
    /// Drops weights in training: a query forgets some keys. It keeps all of them unless told otherwise.
    #[cfg(feature = "rand")]
    pub dropout: Dropout<E>,
    kind: PhantomData<fn() -> (H, Look)>,
}

/// Multi-head attention in which no position looks at a later one.
///
/// The first word does not change with the second:
/// ```
/// use rand::{SeedableRng, rngs::StdRng};
/// use shapeful::{CausalAttention, Layer, Tensor, axes};
/// axes! { Batch = 1; Time = 2; Model = 4; Heads = 2; }
/// let attention = CausalAttention::<Model, Heads>::xavier(&mut StdRng::seed_from_u64(1));
/// let mut x = Tensor::<(Batch, Time, Model)>::ones();
/// let before = attention.predict(&x);
/// x[[0, 1, 0]] = 5.0;
/// let after = attention.predict(&x);
/// assert_eq!(before[[0, 0, 0]], after[[0, 0, 0]]);
/// assert_ne!(before[[0, 1, 0]], after[[0, 1, 0]]);
/// ```
pub type CausalAttention<M, H, E = f32> = MultiHeadAttention<M, H, E, Causal>;

impl<M: Dim, H: Dim, E: Float, Look> MultiHeadAttention<M, H, E, Look> {
    /// All parameters 0.
    ///
    /// ```
    /// use shapeful::{MultiHeadAttention, Params, axes};
    /// axes! { Model = 12; Heads = 4; }
    /// assert_eq!(MultiHeadAttention::<Model, Heads>::zeros().count(), 4 * (12 * 12 + 12));
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn zeros() -> Self where M: HasHeads<H> {
        MultiHeadAttention {
            query: Linear::zeros(),
            key: Linear::zeros(),
            value: Linear::zeros(),
            proj: Linear::zeros(),
            #[cfg(feature = "rand")]
            dropout: Dropout::new(Keep::ALL, Key::new(0)),
            kind: PhantomData,
        }
    }
    /// Weights as [`Linear::xavier`] draws them, biases 0.
    ///
    /// - Source: PyTorch, `torch.nn.MultiheadAttention`, which draws its weights so.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::SmallRng};
    /// use shapeful::{MultiHeadAttention, axes};
    /// axes! { Model = 100; Heads = 4; }
    /// let attention = MultiHeadAttention::<Model, Heads>::xavier(&mut SmallRng::seed_from_u64(1));
    /// assert!((attention.query.w.var_all() - 1.0 / 100.0).abs() < 5e-4);
    /// ```
    #[cfg(feature = "rand")]
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn xavier<R: rand::Rng + ?Sized>(rng: &mut R) -> Self where M: HasHeads<H> {
        Self::init(rng)
    }
    /// `y` of a query, a key and a value that may be different sequences: cross-attention, where both are the memory.
    ///
    /// - Shapes: query `(N, S, M)`, key and value `(N, T, M)` → `y: (N, S, M)`; the mask is one of the scores `(N, H, S, T)`, see [`Mask`].
    ///
    /// Of a memory of one word nothing can be chosen, and every query gets that word's value:
    /// ```
    /// use rand::{SeedableRng, rngs::StdRng};
    /// use shapeful::{AttentionCache, Eval, MultiHeadAttention, Tensor, axes};
    /// axes! { Batch = 1; Words = 2; Regions = 1; Model = 4; Heads = 2; }
    /// let attention = MultiHeadAttention::<Model, Heads>::xavier(&mut StdRng::seed_from_u64(1));
    /// let words = Tensor::<(Batch, Words, Model)>::from([[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]]);
    /// let (memory, mut y) = (Tensor::<(Batch, Regions, Model)>::ones(), Tensor::zeros());
    /// attention.forward_with(&words, &memory, &memory, (), &mut AttentionCache::<Eval, _, _, _>::default(), &mut y);
    /// assert_eq!(y[[0, 0, 3]], y[[0, 1, 3]]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes the bounds in one line.
    pub fn forward_with<Md: Mode, Query, Key: Shape, Value: Shape, Scores: Shape>(
        &self,
        query: &Array<Query, E>,
        key: &Array<Key, E>,
        value: &Array<Value, E>,
        mask: impl Mask<Scores>,
        cache: &mut AttentionCache<Md, Query, Key, Scores, E>,
        y: &mut Array<Query, E>,
    )
    where Query: AttendsIn<Key, Value, M, H, Scores = Scores>, M: HasHeads<H>, Look: Mask<Scores> + Default
    {
        self.forward_from(query, key, value, mask, cache, y);
    }
    /// The gradients of what went forward by [`forward_with`](Self::forward_with): those of the parameters in `grad`, those of query, key
    /// and value in the cache. A memory that is key and value has the sum of their gradients.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::StdRng};
    /// use shapeful::{AttentionCache, MultiHeadAttention, Params, Tensor, Train, axes};
    /// axes! { Batch = 1; Words = 2; Regions = 1; Model = 4; Heads = 2; }
    /// let mut attention = MultiHeadAttention::<Model, Heads>::xavier(&mut StdRng::seed_from_u64(1));
    /// let (words, memory) = (Tensor::<(Batch, Words, Model)>::ones(), Tensor::<(Batch, Regions, Model)>::ones());
    /// let (mut cache, mut y, mut grad) = (AttentionCache::<Train, _, _, _>::default(), Tensor::zeros(), attention.zeros_like());
    /// attention.forward_with(&words, &memory, &memory, (), &mut cache, &mut y);
    /// attention.backward_with(&words, &memory, &memory, &mut cache, &y, &mut grad);
    /// let dmemory: Tensor<(Batch, Regions, Model)> = cache.dkey() + cache.dvalue();
    /// assert_eq!(*cache.dquery(), Tensor::zeros(), "with one word there is nothing to choose");
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes the bounds in one line.
    pub fn backward_with<Query, Key: Shape, Value: Shape, Scores: Shape>(
        &mut self,
        query: &Array<Query, E>,
        key: &Array<Key, E>,
        value: &Array<Value, E>,
        cache: &mut AttentionCache<Train, Query, Key, Scores, E>,
        dy: &Array<Query, E>,
        grad: &mut Self,
    )
    where Query: AttendsIn<Key, Value, M, H, Scores = Scores>, M: HasHeads<H>
    {
        self.backward_from(query, key, value, cache, dy, grad);
    }
    /// `y` of a query, a key and a value, of a model in use: [`forward_with`](Self::forward_with) in a tensor of its own.
    ///
    /// ```
    /// use shapeful::{MultiHeadAttention, Tensor, axes};
    /// axes! { Batch = 1; Words = 2; Regions = 3; Model = 4; Heads = 2; }
    /// let mut attention = MultiHeadAttention::<Model, Heads>::zeros();
    /// attention.proj.b.fill(5.0);
    /// let (words, memory) = (Tensor::<(Batch, Words, Model)>::ones(), Tensor::<(Batch, Regions, Model)>::ones());
    /// assert_eq!(attention.predict_with(&words, &memory, &memory, ()), Tensor::<(Batch, Words, Model)>::full(5.0));
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes the bounds in one line.
    pub fn predict_with<Query, Key: Shape, Value: Shape, Scores: Shape>(
        &self,
        query: &Array<Query, E>,
        key: &Array<Key, E>,
        value: &Array<Value, E>,
        mask: impl Mask<Scores>,
    ) -> Tensor<Query, E>
    where Query: AttendsIn<Key, Value, M, H, Scores = Scores>, M: HasHeads<H>, Look: Mask<Scores> + Default
    {
        let (mut cache, mut y) = (AttentionCache::<Eval, Query, Key, Scores, E>::default(), Tensor::zeros());
        self.forward_with(query, key, value, mask, &mut cache, &mut y);
        y
    }
    /// Without asking whether the heads divide the model.
    pub(super) fn forward_from<Md: Mode, Query, Key: Shape, Value: Shape, Scores: Shape>(
        &self,
        query: &Array<Query, E>,
        key: &Array<Key, E>,
        value: &Array<Value, E>,
        mask: impl Mask<Scores>,
        cache: &mut AttentionCache<Md, Query, Key, Scores, E>,
        y: &mut Array<Query, E>,
    ) where
        Query: AttendsIn<Key, Value, M, H, Scores = Scores>,
        Look: Mask<Scores> + Default,
    {
        let of = Query::SIZES;
        project(query.as_slice(), &self.query, cache.q.as_mut_slice());
        project(key.as_slice(), &self.key, cache.k.as_mut_slice());
        project(value.as_slice(), &self.value, cache.v.as_mut_slice());
        let within = |data, positions| Heads::within(data, of.heads, positions, of.w);
        let (q, k, v) =
            (within(cache.q.as_slice(), of.s), within(cache.k.as_slice(), of.t), within(cache.v.as_slice(), of.t));
        of.weigh(q, k, &(Look::default(), mask), cache.weights.as_mut_slice());
        let weights = self.dropped(&cache.weights, Md::kept(&mut cache.back));
        of.mix(weights, v, HeadsMut::within(cache.heads.as_mut_slice(), of.heads, of.s, of.v));
        project(cache.heads.as_slice(), &self.proj, y.as_mut_slice());
    }
    /// Without asking whether the heads divide the model.
    pub(super) fn backward_from<Query, Key: Shape, Value: Shape, Scores: Shape>(
        &mut self,
        query: &Array<Query, E>,
        key: &Array<Key, E>,
        value: &Array<Value, E>,
        cache: &mut AttentionCache<Train, Query, Key, Scores, E>,
        dy: &Array<Query, E>,
        grad: &mut Self,
    ) where
        Query: AttendsIn<Key, Value, M, H, Scores = Scores>,
    {
        self.backward_params(Query::SIZES, [query.as_slice(), key.as_slice(), value.as_slice()], cache, dy, grad);
        let back = &mut cache.back;
        unproject(back.dq.as_slice(), &self.query, back.dquery.as_mut_slice(), Over);
        unproject(back.dk.as_slice(), &self.key, back.dkey.as_mut_slice(), Over);
        unproject(back.dv.as_slice(), &self.value, back.dvalue.as_mut_slice(), Over);
    }
    /// The weights that are left after dropout.
    #[cfg(feature = "rand")]
    fn dropped<'c, Query: Shape, Key: Shape, Scores: Shape>(
        &self,
        weights: &'c Tensor<Scores, E>,
        training: Option<&'c mut Backward<Query, Key, Scores, E>>,
    ) -> &'c [E] {
        let Some(back) = training else {
            return weights.as_slice();
        };
        self.dropout.forward::<Train>(weights, &mut back.mask, &mut back.dropped);
        back.dropped.as_slice()
    }
    #[cfg(not(feature = "rand"))]
    fn dropped<'c, Query: Shape, Key: Shape, Scores: Shape>(
        &self,
        weights: &'c Tensor<Scores, E>,
        _: Option<&'c mut Backward<Query, Key, Scores, E>>,
    ) -> &'c [E] {
        weights.as_slice()
    }
    /// The gradients of the parameters, and in the cache those of q, k and v.
    fn backward_params<Query: Shape, Key: Shape, Scores: Shape>(
        &mut self,
        of: AttentionSizes,
        [query, key, value]: [&[E]; 3],
        cache: &mut AttentionCache<Train, Query, Key, Scores, E>,
        dy: &Array<Query, E>,
        grad: &mut Self,
    ) {
        let AttentionCache { q, k, v, weights, heads, back } = cache;
        params_of(heads.as_slice(), dy.as_slice(), &mut grad.proj);
        unproject(dy.as_slice(), &self.proj, back.dheads.as_mut_slice(), Over);
        let within = |data, positions| Heads::within(data, of.heads, positions, of.w);
        let (q, k, v) = (within(q.as_slice(), of.s), within(k.as_slice(), of.t), within(v.as_slice(), of.t));
        let dheads = within(back.dheads.as_slice(), of.s);
        let dv_heads = HeadsMut::within(back.dv.as_mut_slice(), of.heads, of.t, of.v);
        #[cfg(feature = "rand")]
        let dropped = back.dropped.as_slice();
        #[cfg(not(feature = "rand"))]
        let dropped = weights.as_slice();
        of.mix_backward(dheads, dropped, v, back.dweights.as_mut_slice(), dv_heads);
        #[cfg(feature = "rand")]
        self.dropout.backward_in_place(&back.mask, &mut back.dweights);
        let Backward { dweights, dq, dk, dv, .. } = back;
        let dq_heads = HeadsMut::within(dq.as_mut_slice(), of.heads, of.s, of.w);
        let dk_heads = HeadsMut::within(dk.as_mut_slice(), of.heads, of.t, of.w);
        of.weigh_backward(dweights.as_mut_slice(), weights.as_slice(), q, k, dq_heads, dk_heads);
        params_of(query, dq.as_slice(), &mut grad.query);
        params_of(key, dk.as_slice(), &mut grad.key);
        params_of(value, dv.as_slice(), &mut grad.value);
    }
}

/// From the model axis to itself, for rows of so many numbers in all.
fn sizes<M: Dim>(numbers: usize) -> AffineSizes {
    AffineSizes { n: numbers / M::SIZE.max(1), m: M::SIZE, d: M::SIZE }
}
/// `y = x·w + b`
fn project<M: Dim, E: Float>(x: &[E], linear: &Linear<M, M, E>, y: &mut [E]) {
    sizes::<M>(x.len()).forward(x, linear.w.as_slice(), linear.b.as_slice(), y);
}
/// `dx = dy·wᵀ`, or is added to it.
fn unproject<M: Dim, E: Float>(dy: &[E], linear: &Linear<M, M, E>, dx: &mut [E], write: impl KnownWrite<E>) {
    sizes::<M>(dy.len()).backward_input_into(dy, linear.w.as_slice(), dx, write);
}
/// `dw = xᵀ·dy`, `db = Σ dy`
fn params_of<M: Dim, E: Float>(x: &[E], dy: &[E], grad: &mut Linear<M, M, E>) {
    sizes::<M>(dy.len()).backward_params(dy, x, grad.w.as_mut_slice(), grad.b.as_mut_slice());
}

impl<N: Dim, T: Dim, M: Dim + HasHeads<H, N>, H: Dim, E: Float, Look> Layer<(N, T, M), E>
    for MultiHeadAttention<M, H, E, Look>
where
    Look: Mask<(N, H, T, T)> + Default,
{
    type Y = (N, T, M);
    type Cache<Md: Mode> = AttentionCache<Md, (N, T, M), (N, T, M), (N, H, T, T), E>;
    fn forward<Md: Mode>(&self, x: &Array<(N, T, M), E>, cache: &mut Self::Cache<Md>, y: &mut Array<(N, T, M), E>) {
        self.forward_from(x, x, x, (), cache, y);
    }
    fn backward(
        &mut self,
        x: &Array<(N, T, M), E>,
        cache: &mut Self::Cache<Train>,
        dy: &Array<(N, T, M), E>,
        dx: Option<&mut Array<(N, T, M), E>>,
        grad: &mut Self,
    ) {
        let of = <(N, T, M) as AttendsIn<(N, T, M), (N, T, M), M, H>>::SIZES;
        self.backward_params(of, [x.as_slice(); 3], cache, dy, grad);
        if let Some(dx) = dx {
            let back = &cache.back;
            unproject(back.dq.as_slice(), &self.query, dx.as_mut_slice(), Over);
            unproject(back.dk.as_slice(), &self.key, dx.as_mut_slice(), Add);
            unproject(back.dv.as_slice(), &self.value, dx.as_mut_slice(), Add);
        }
    }
}

takes_nothing! { [M: Dim, H: Dim, E: Float, Look] MultiHeadAttention<M, H, E, Look> }

#[diagnostic::do_not_recommend]
impl<M: Dim, H: Dim, E: Float, Look> Params<E> for MultiHeadAttention<M, H, E, Look> {
    fields! { E: query: Linear<M, M, E>, key: Linear<M, M, E>, value: Linear<M, M, E>, proj: Linear<M, M, E>;
    #[cfg(feature = "rand")] dropout: Dropout<E> }
}
impl<M: Dim, H: Dim, E: Float, Look> core::fmt::Debug for MultiHeadAttention<M, H, E, Look> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let mut fields = f.debug_struct("MultiHeadAttention");
        fields.field("query", &self.query).field("key", &self.key).field("value", &self.value);
        fields.field("proj", &self.proj).finish_non_exhaustive()
    }
}
impl<M: Dim, H: Dim, E: Float, Look> Clone for MultiHeadAttention<M, H, E, Look> {
    fn clone(&self) -> Self {
        MultiHeadAttention {
            query: self.query.clone(),
            key: self.key.clone(),
            value: self.value.clone(),
            proj: self.proj.clone(),
            #[cfg(feature = "rand")]
            dropout: self.dropout.clone(),
            kind: PhantomData,
        }
    }
}
/// [Xavier](MultiHeadAttention::xavier) initialisation.
#[cfg(feature = "rand")]
impl<M: Dim, H: Dim, E: Float, Look> Init for MultiHeadAttention<M, H, E, Look> {
    fn init<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
        MultiHeadAttention {
            query: Linear::xavier(rng),
            key: Linear::xavier(rng),
            value: Linear::xavier(rng),
            proj: Linear::xavier(rng),
            dropout: Dropout::new(Keep::ALL, Key::from_rng(rng)),
            kind: PhantomData,
        }
    }
}
