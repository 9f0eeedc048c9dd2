//! Scaled dot-product attention: `weights = softmax(q·kᵀ / √W)` along the keys, `out = weights·v`.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::dim::{Dim, Never};
use crate::elem::Float;
use crate::kernel::attend::{AttentionSizes, Heads, HeadsMut};
use crate::ops::mask::Mask;
use crate::shape::Shape;

/// Queries of shape `Self` attend to `Keys` that have `Values`.
///
/// ```
/// use shapeful::{Attends, Tensor, axes};
/// axes! { Batch = 2; Heads = 4; Queries = 7; Keys = 5; Width = 3; Features = 6; }
/// type Out<Q> = <Q as Attends<(Batch, Heads, Keys, Width), (Batch, Heads, Keys, Features)>>::Out;
/// let out: Tensor<(Batch, Heads, Queries, Features)> = Tensor::<Out<(Batch, Heads, Queries, Width)>>::zeros();
/// ```
/// Queries as wide as no key do not meet them:
/// ```compile_fail,E0277
/// # use shapeful::{Attends, Tensor, axes};
/// # axes! { Batch = 2; Heads = 4; Queries = 7; Keys = 5; Width = 3; Features = 6; }
/// # type Out<Q> = <Q as Attends<(Batch, Heads, Keys, Width), (Batch, Heads, Keys, Features)>>::Out;
/// let out = Tensor::<Out<(Batch, Heads, Queries, Features)>>::zeros();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: queries {Self} cannot attend to keys {Keys} with values {Values}",
    label = "q is {Self}",
    note = "q (N, H, S, W), k (N, H, T, W), v (N, H, T, V) -> out (N, H, S, V): each query meets each key over the width W, and each key has a value",
    note = "q.k^T (N, H, S, T) sums over W, weights.v sums over T; the positions S and T stay where they are",
    note = "lesson S121"
)]
pub trait Attends<Keys, Values>: Shape {
    /// The shape of the scores and weights: queries by keys.
    type Scores: Shape;
    /// The shape of the output: a value for each query.
    type Out: Shape;
    #[doc(hidden)]
    const SIZES: AttentionSizes;
}

/// `Dout`, `Self`, `Keys`, `Values` and `Weights` belong to one attention: the gradient of its output, its inputs, and its weights.
///
/// ```
/// use shapeful::{AttentionBackward, axes};
/// axes! { Batch = 2; Queries = 7; Keys = 5; Width = 3; }
/// fn belong<Q: AttentionBackward<Dout, K, V, Weights>, Dout, K, V, Weights>() {}
/// belong::<(Batch, Queries, Width), (Batch, Queries, Width), (Batch, Keys, Width), (Batch, Keys, Width), (Batch, Queries, Keys)>();
/// ```
/// The gradient of the output is as long as the queries, not as the keys:
/// ```compile_fail,E0277
/// # use shapeful::{AttentionBackward, axes};
/// # axes! { Batch = 2; Queries = 7; Keys = 5; Width = 3; }
/// # fn belong<Q: AttentionBackward<Dout, K, V, Weights>, Dout, K, V, Weights>() {}
/// belong::<(Batch, Queries, Width), (Batch, Keys, Width), (Batch, Keys, Width), (Batch, Keys, Width), (Batch, Queries, Keys)>();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: dout {Dout}, q {Self}, k {Keys}, v {Values} and weights {Weights} do not belong to one attention",
    label = "dout, q, k, v and weights, in this order",
    note = "q (N, H, S, W), k (N, H, T, W), v (N, H, T, V), weights (N, H, S, T), dout (N, H, S, V): dout has the shape of the output weights.v",
    note = "call it as `attention_backward(&dout, &q, &k, &v, &weights)`, with what went forward",
    note = "lesson S122"
)]
pub trait AttentionBackward<Dout, Keys, Values, Weights>: Shape {
    #[doc(hidden)]
    const SIZES: AttentionSizes;
}

macro_rules! attends { ($($head:ident $heads:expr)?) => {
    #[diagnostic::do_not_recommend]
    impl<N: Dim, $($head: Dim,)? S: Dim, T: Dim, W: Dim, V: Dim> Attends<(N, $($head,)? T, W), (N, $($head,)? T, V)> for (N, $($head,)? S, W) {
        type Scores = (N, $($head,)? S, T);
        type Out = (N, $($head,)? S, V);
        const SIZES: AttentionSizes = AttentionSizes { n: N::SIZE, heads: 1 $(* $heads)?, s: S::SIZE, t: T::SIZE, w: W::SIZE, v: V::SIZE };
    }
    #[diagnostic::do_not_recommend]
    impl<N: Dim, $($head: Dim,)? S: Dim, T: Dim, W: Dim, V: Dim>
        AttentionBackward<(N, $($head,)? S, V), (N, $($head,)? T, W), (N, $($head,)? T, V), (N, $($head,)? S, T)> for (N, $($head,)? S, W)
    {
        const SIZES: AttentionSizes = AttentionSizes { n: N::SIZE, heads: 1 $(* $heads)?, s: S::SIZE, t: T::SIZE, w: W::SIZE, v: V::SIZE };
    }
} }
attends! {}
attends! { H H::SIZE }

// With these no error is found before the last argument is known, so the lesson names all shapes.
macro_rules! undecided { ($($nth:literal)*) => { $(
    #[diagnostic::do_not_recommend]
    impl<S: Shape, Keys> Attends<Keys, Never<$nth>> for S {
        type Scores = S;
        type Out = S;
        const SIZES: AttentionSizes = AttentionSizes::NONE;
    }
    #[diagnostic::do_not_recommend]
    impl<S: Shape, Dout, Keys, Values> AttentionBackward<Dout, Keys, Values, Never<$nth>> for S {
        const SIZES: AttentionSizes = AttentionSizes::NONE;
    }
)* } }
undecided! { 0 1 }

/// Each query looks at all keys, and takes their values in the measure in which it agrees with them.
///
/// - Shapes: `q: (N, H, S, W)`, `k: (N, H, T, W)`, `v: (N, H, T, V)` → `out: (N, H, S, V)` and the `weights: (N, H, S, T)`, which
///   [`attention_backward`] needs. Without heads: `(N, S, W)`, `(N, T, W)`, `(N, T, V)` → `(N, S, V)` and `(N, S, T)`.
/// - Formula: `weights = softmax(q·kᵀ / √W)` along the keys, `out = weights·v`.
/// - The mask says which query may look at which key, see [`Mask`]: `()`, [`Causal`](crate::Causal), a table `&mask` of shape `(S, T)`,
///   [`KeyMask`](crate::KeyMask)`(&present)` of shape `(N, T)`, or a pair of them. A query that may look at no key gets zeros.
/// - Errors: other shapes do not compile. NaN in a query or a key makes the rows it meets NaN; NaN in a value goes to every query of its
///   example, also where the weight is 0. Finite scores cannot overflow: the greatest of a row is taken out first.
/// - In self-attention queries and keys are the same words, `(N, H, T, W)` each, and a table for them is `(T, T)`: to have the compiler
///   tell its sides apart, give the keys a name of their own, `k.relabel::<(Batch, Heads, Keys, Width)>()`.
/// - Source: Vaswani et al. 2017, "Attention is all you need", §3.2.1; CS231n, assignment 3, `MultiHeadAttention`.
///
/// A query that agrees with no key more than with another takes the mean of the values:
/// ```
/// use shapeful::{Tensor, attention_forward, axes};
/// axes! { Batch = 1; Heads = 1; Queries = 1; Keys = 2; Width = 3; Features = 1; }
/// let q = Tensor::<(Batch, Heads, Queries, Width)>::ones();
/// let k = Tensor::<(Batch, Heads, Keys, Width)>::full(5.0);
/// let v = Tensor::<(Batch, Heads, Keys, Features)>::from([[[[10.0], [20.0]]]]);
/// let (out, weights) = attention_forward(&q, &k, &v, ());
/// assert_eq!(weights, [[[[0.5, 0.5]]]]);
/// assert_eq!(out, [[[[15.0]]]]);
/// ```
pub fn attention_forward<Q, K: Shape, V: Shape, Scores: Shape, Out: Shape, E: Float>(
    q: &Array<Q, E>,
    k: &Array<K, E>,
    v: &Array<V, E>,
    mask: impl Mask<Scores>,
) -> (Tensor<Out, E>, Tensor<Scores, E>)
where
    Q: Attends<K, V, Scores = Scores, Out = Out>,
{
    let (mut out, mut weights) = (Tensor::zeros(), Tensor::zeros());
    let AttentionSizes { heads, s, t, w, v: width, .. } = Q::SIZES;
    let (q, k) = (Heads::first(q.as_slice(), heads, s, w), Heads::first(k.as_slice(), heads, t, w));
    Q::SIZES.weigh(q, k, &mask, weights.as_mut_slice());
    let v = Heads::first(v.as_slice(), heads, t, width);
    Q::SIZES.mix(weights.as_slice(), v, HeadsMut::first(out.as_mut_slice(), heads, s, width));
    (out, weights)
}

/// The gradients of an attention: each has the shape of what it is the gradient of.
///
/// ```
/// use shapeful::{AttentionGrads, Tensor, attention_backward, axes};
/// axes! { Batch = 2; Queries = 7; Keys = 5; Width = 3; }
/// let (q, k) = (Tensor::<(Batch, Queries, Width)>::ones(), Tensor::<(Batch, Keys, Width)>::ones());
/// let weights = Tensor::<(Batch, Queries, Keys)>::full(0.2);
/// let grads: AttentionGrads<(Batch, Queries, Width), (Batch, Keys, Width), (Batch, Keys, Width)> =
///     attention_backward(&q, &q, &k, &k, &weights);
/// // Seven queries take a fifth of each value.
/// assert!((grads.dv[[0, 0, 0]] - 1.4).abs() < 1e-6);
/// ```
pub struct AttentionGrads<Q: Shape, K: Shape, V: Shape, E: Float = f32> {
    /// The gradient of the queries.
    pub dq: Tensor<Q, E>,
    /// The gradient of the keys.
    pub dk: Tensor<K, E>,
    /// The gradient of the values.
    pub dv: Tensor<V, E>,
}
// Not derived: that would ask the same of the axes, which are neither compared nor printed.
impl<Q: Shape, K: Shape, V: Shape, E: Float> Clone for AttentionGrads<Q, K, V, E> {
    fn clone(&self) -> Self {
        AttentionGrads { dq: self.dq.clone(), dk: self.dk.clone(), dv: self.dv.clone() }
    }
}
impl<Q: Shape, K: Shape, V: Shape, E: Float> PartialEq for AttentionGrads<Q, K, V, E> {
    fn eq(&self, other: &Self) -> bool {
        self.dq == other.dq && self.dk == other.dk && self.dv == other.dv
    }
}
impl<Q: Shape, K: Shape, V: Shape, E: Float> core::fmt::Debug for AttentionGrads<Q, K, V, E> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("AttentionGrads").field("dq", &self.dq).field("dk", &self.dk).field("dv", &self.dv).finish()
    }
}

/// The gradients of [`attention_forward`]. Needs the weights it gave, and no mask: where the mask blocked, the weight is 0.
///
/// - Shapes: `dout: (N, H, S, V)`, `q: (N, H, S, W)`, `k: (N, H, T, W)`, `v: (N, H, T, V)`, `weights: (N, H, S, T)` → `dq`, `dk`, `dv`.
/// - Formula: `dv = weightsᵀ·dout`, `dweights = dout·vᵀ`, `dscores = weights·(dweights − Σ_t dweights·weights)`,
///   `dq = dscores·k / √W`, `dk = dscoresᵀ·q / √W`.
/// - Errors: other shapes do not compile.
/// - Source: CS231n notes, "Backpropagation, intuitions", applied to Vaswani et al. 2017, §3.2.1.
///
/// One key is looked at whatever it is, so only its value has a gradient:
/// ```
/// use shapeful::{Tensor, attention_backward, attention_forward, axes};
/// axes! { Batch = 1; Heads = 1; Queries = 2; Keys = 1; Width = 1; }
/// let (q, k) = (Tensor::<(Batch, Heads, Queries, Width)>::ones(), Tensor::<(Batch, Heads, Keys, Width)>::ones());
/// let (out, weights) = attention_forward(&q, &k, &k, ());
/// let grads = attention_backward(&out, &q, &k, &k, &weights);
/// assert_eq!((grads.dq[[0, 0, 0, 0]], grads.dk[[0, 0, 0, 0]]), (0.0, 0.0));
/// assert_eq!(grads.dv, [[[[2.0]]]]);
/// ```
pub fn attention_backward<Dout: Shape, Q, K: Shape, V: Shape, Weights: Shape, E: Float>(
    dout: &Array<Dout, E>,
    q: &Array<Q, E>,
    k: &Array<K, E>,
    v: &Array<V, E>,
    weights: &Array<Weights, E>,
) -> AttentionGrads<Q, K, V, E>
where
    Q: AttentionBackward<Dout, K, V, Weights>,
{
    let mut grads = AttentionGrads { dq: Tensor::zeros(), dk: Tensor::zeros(), dv: Tensor::zeros() };
    let AttentionSizes { heads, s, t, w, v: width, .. } = Q::SIZES;
    let (q, k) = (Heads::first(q.as_slice(), heads, s, w), Heads::first(k.as_slice(), heads, t, w));
    let (dout, v) = (Heads::first(dout.as_slice(), heads, s, width), Heads::first(v.as_slice(), heads, t, width));
    let dv = HeadsMut::first(grads.dv.as_mut_slice(), heads, t, width);
    let mut dweights: Tensor<Weights, E> = Tensor::zeros();
    Q::SIZES.mix_backward(dout, weights.as_slice(), v, dweights.as_mut_slice(), dv);
    let dq = HeadsMut::first(grads.dq.as_mut_slice(), heads, s, w);
    let dk = HeadsMut::first(grads.dk.as_mut_slice(), heads, t, w);
    Q::SIZES.weigh_backward(dweights.as_mut_slice(), weights.as_slice(), q, k, dq, dk);
    grads
}
