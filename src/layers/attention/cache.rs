//! The buffers of multi-head attention.
use crate::array::Tensor;
use crate::elem::Float;
use crate::layers::mode::{Mode, Train};
use crate::shape::Shape;

/// What multi-head attention keeps: its buffers, the weights to look at, and after backward the gradients of its inputs.
///
/// ```
/// use rand::{SeedableRng, rngs::StdRng};
/// use shapeful::{AttentionCache, Causal, MultiHeadAttention, Params, Tensor, Train, axes};
/// axes! { Batch = 1; Time = 2; Model = 4; Heads = 2; }
/// let mut attention = MultiHeadAttention::<Model, Heads>::xavier(&mut StdRng::seed_from_u64(1));
/// let x = Tensor::<(Batch, Time, Model)>::ones();
/// let (mut cache, mut y, mut grad) = (AttentionCache::<Train, _, _, _>::default(), Tensor::zeros(), attention.zeros_like());
/// attention.forward_with(&x, &x, &x, Causal, &mut cache, &mut y);
/// assert_eq!(*cache.weights(), [[[[1.0, 0.0], [0.5, 0.5]], [[1.0, 0.0], [0.5, 0.5]]]]);
/// attention.backward_with(&x, &x, &x, &mut cache, &y, &mut grad);
/// let dvalue: &Tensor<(Batch, Time, Model)> = cache.dvalue();
/// ```
pub struct AttentionCache<Md: Mode, Query: Shape, Key: Shape, Scores: Shape, E: Float = f32> {
    pub(super) q: Tensor<Query, E>,
    pub(super) k: Tensor<Key, E>,
    pub(super) v: Tensor<Key, E>,
    pub(super) weights: Tensor<Scores, E>,
    pub(super) heads: Tensor<Query, E>,
    pub(super) back: Md::Of<Backward<Query, Key, Scores, E>>,
}
/// The buffers of a backward pass.
pub(super) struct Backward<Query: Shape, Key: Shape, Scores: Shape, E: Float> {
    pub(super) dheads: Tensor<Query, E>,
    pub(super) dweights: Tensor<Scores, E>,
    #[cfg(feature = "rand")]
    pub(super) mask: Tensor<Scores, E>,
    #[cfg(feature = "rand")]
    pub(super) dropped: Tensor<Scores, E>,
    pub(super) dq: Tensor<Query, E>,
    pub(super) dk: Tensor<Key, E>,
    pub(super) dv: Tensor<Key, E>,
    pub(super) dquery: Tensor<Query, E>,
    pub(super) dkey: Tensor<Key, E>,
    pub(super) dvalue: Tensor<Key, E>,
}
impl<Md: Mode, Query: Shape, Key: Shape, Scores: Shape, E: Float> Default
    for AttentionCache<Md, Query, Key, Scores, E>
{
    fn default() -> Self {
        AttentionCache {
            q: Tensor::zeros(),
            k: Tensor::zeros(),
            v: Tensor::zeros(),
            weights: Tensor::zeros(),
            heads: Tensor::zeros(),
            back: Default::default(),
        }
    }
}
impl<Query: Shape, Key: Shape, Scores: Shape, E: Float> Default for Backward<Query, Key, Scores, E> {
    fn default() -> Self {
        Backward {
            dheads: Tensor::zeros(),
            dweights: Tensor::zeros(),
            #[cfg(feature = "rand")]
            mask: Tensor::zeros(),
            #[cfg(feature = "rand")]
            dropped: Tensor::zeros(),
            dq: Tensor::zeros(),
            dk: Tensor::zeros(),
            dv: Tensor::zeros(),
            dquery: Tensor::zeros(),
            dkey: Tensor::zeros(),
            dvalue: Tensor::zeros(),
        }
    }
}
impl<Md: Mode, Query: Shape, Key: Shape, Scores: Shape, E: Float> AttentionCache<Md, Query, Key, Scores, E> {
    /// How much each query looks at each key, in every head.
    ///
    /// ```
    /// use shapeful::{AttentionCache, Eval, MultiHeadAttention, Tensor, axes};
    /// axes! { Batch = 1; Time = 2; Model = 4; Heads = 2; }
    /// let attention = MultiHeadAttention::<Model, Heads>::zeros();
    /// let (x, mut cache, mut y) = (Tensor::<(Batch, Time, Model)>::ones(), AttentionCache::<Eval, _, _, _>::default(), Tensor::zeros());
    /// attention.forward_with(&x, &x, &x, (), &mut cache, &mut y);
    /// assert_eq!(*cache.weights(), Tensor::<(Batch, Heads, Time, Time)>::full(0.5));
    /// ```
    pub fn weights(&self) -> &Tensor<Scores, E> {
        &self.weights
    }
}
macro_rules! gradients { ($($name:ident: $input:ident, $of:literal;)*) => {
    impl<Query: Shape, Key: Shape, Scores: Shape, E: Float> AttentionCache<Train, Query, Key, Scores, E> { $(
        #[doc = concat!("The gradient of the ", $of, ", after [`MultiHeadAttention::backward_with`](crate::MultiHeadAttention::backward_with).")]
        ///
        /// Zeros before it:
        /// ```
        /// use shapeful::{AttentionCache, Tensor, Train, axes};
        /// axes! { Batch = 1; Time = 2; Model = 4; Heads = 2; }
        /// type Sequence = (Batch, Time, Model);
        /// let cache = AttentionCache::<Train, Sequence, Sequence, (Batch, Heads, Time, Time)>::default();
        #[doc = concat!("assert_eq!(*cache.", stringify!($name), "(), Tensor::zeros());")]
        /// ```
        pub fn $name(&self) -> &Tensor<$input, E> {
            &self.back.$name
        }
    )* }
} }
gradients! { dquery: Query, "query"; dkey: Key, "key"; dvalue: Key, "value"; }
