//! Operations: one file each, with its shape relation, forward and backward.
//!
//! Most are methods of [`Array`](crate::Array); their gradients are functions, which take `dy` first and then what of the input or
//! output they need. `S` is any shape.
//!
//! | operation | shapes | gradient |
//! |---|---|---|
//! | `a + b`, `a - b` | `S`, `S` → `S` | [`add_backward`], [`sub_backward`] |
//! | `a * b`, `a / b` | `S`, `S` → `S` | [`mul_backward`], [`div_backward`] |
//! | [`broadcast`](crate::Array::broadcast) | `(C,)`, `(1, C)` or `(N, 1)` → `(N, C)` | [`broadcast_backward`] |
//! | [`maximum`](crate::Array::maximum), [`minimum`](crate::Array::minimum) | `S`, `S` → `S` | [`maximum_backward`], [`minimum_backward`] |
//! | [`abs`](crate::Array::abs) | `S` → `S` | [`abs_backward`] |
//! | [`clamp`](crate::Array::clamp) | `S` → `S` | [`clamp_backward`] |
//! | [`relu`](crate::Array::relu) | `S` → `S` | [`relu_backward`] |
//! | [`exp`](crate::Array::exp), [`ln`](crate::Array::ln) | `S` → `S` | [`exp_backward`], [`ln_backward`] |
//! | [`powi`](crate::Array::powi), [`sqrt`](crate::Array::sqrt) | `S` → `S` | [`powi_backward`], [`sqrt_backward`] |
//! | [`sigmoid`](crate::Array::sigmoid), [`tanh`](crate::Array::tanh) | `S` → `S` | [`sigmoid_backward`], [`tanh_backward`] |
//! | [`leaky_relu`](crate::Array::leaky_relu), [`elu`](crate::Array::elu) | `S` → `S` | [`leaky_relu_backward`], [`elu_backward`] |
//! | [`gelu`](crate::Array::gelu), [`silu`](crate::Array::silu) | `S` → `S` | [`gelu_backward`], [`silu_backward`] |
//! | [`softmax`](crate::Array::softmax) | `S` → `S` | [`softmax_backward`] |
//! | [`log_softmax`](crate::Array::log_softmax) | `S` → `S` | [`log_softmax_backward`] |
//! | [`map`](crate::Array::map), [`zip_map`](crate::Array::zip_map) | `S` → `S`; `S`, `S` → `S` | yours, as the function is |
//! | [`sum`](crate::Array::sum) | `(N, D)` → `(N,)` or `(D,)` | [`sum_backward`] |
//! | [`mean`](crate::Array::mean) | `(N, D)` → `(N,)` or `(D,)` | [`mean_backward`] |
//! | [`var`](crate::Array::var) | `(N, D)` → `(N,)` or `(D,)` | [`var_backward`] |
//! | [`max`](crate::Array::max), [`min`](crate::Array::min) | `(N, D)` → `(N,)` or `(D,)` | [`max_backward`], [`min_backward`] |
//! | [`logsumexp`](crate::Array::logsumexp) | `(N, D)` → `(N,)` or `(D,)` | [`logsumexp_backward`] |
//! | [`argmax`](crate::Array::argmax), [`argmin`](crate::Array::argmin) | `(N, D)` → `(N,)` or `(D,)` | none: they are positions |
//! | [`matmul`](crate::Array::matmul) | `(N, K)`, `(K, M)` → `(N, M)` | [`matmul_backward`] |
//! | [`dot`](crate::Array::dot) | `S`, `S` → one number | [`dot_backward`] |
//! | [`outer`](crate::Array::outer) | `(N,)`, `(M,)` → `(N, M)` | [`outer_backward`] |
//! | [`affine_forward`] | `(N, M)`, `(M, D)`, `(1, D)` → `(N, D)` | [`affine_backward`] |
//! | [`affine_relu_forward`] | `(N, M)`, `(M, D)`, `(1, D)` → `(N, D)` | [`affine_relu_backward`] |
//! | [`temporal_affine_forward`] | `(N, T, D)`, `(D, M)`, `(1, M)` → `(N, T, M)` | [`temporal_affine_backward`] |
//! | [`word_embedding_forward`] | `Labels<(N, T), V>`, `(V, D)` → `(N, T, D)` | [`word_embedding_backward`] |
//! | [`rnn_forward`], [`lstm_forward`], [`gru_forward`] | `(N, T, D)`, `(N, H)` → `(N, T, H)` | [`rnn_backward`], [`lstm_backward`], [`gru_backward`] |
//! | [`rnn_step_forward`], … | `(N, D)`, `(N, H)` → `(N, H)` | [`rnn_step_backward`], … |
//! | [`batchnorm_forward`] | `(N, D)`, `(D,)`, `(D,)` → `(N, D)` | [`batchnorm_backward`] |
//! | [`spatial_batchnorm_forward`] | `(N, C, H, W)`, `(C,)`, `(C,)` → `(N, C, H, W)` | [`spatial_batchnorm_backward`] |
//! | [`layernorm_forward`] | `(N, D)`, `(D,)`, `(D,)` → `(N, D)` | [`layernorm_backward`] |
//! | [`spatial_groupnorm_forward`] | `(N, C, H, W)`, `(1, C, 1, 1)` twice, `G` → `(N, C, H, W)` | [`spatial_groupnorm_backward`] |
//! | [`rmsnorm_forward`] | `(N, D)`, `(D,)` → `(N, D)` | [`rmsnorm_backward`] |
//! | [`dropout_forward`] | `S` → `S` and its mask | [`dropout_backward`] |
//! | [`attention_forward`] | `(N, H, S, W)`, `(N, H, T, W)`, `(N, H, T, V)` → `(N, H, S, V)` | [`attention_backward`] |
//! | [`t`](crate::Array::t) | `(A, B)` → `(B, A)` | its inverse: itself |
//! | [`permute`](crate::Array::permute) | `(A, B, C)` → `(C, A, B)`, or any order | its inverse: the inverse order |
//! | [`flatten`](crate::Array::flatten) | `(N, C, H, W)` → `(N, C·H·W)` | its inverse: `split` |
//! | [`split`](crate::Array::split) | `(N, C·H·W)` → `(N, C, H, W)` | its inverse: `flatten` |
//! | [`split_axis`](crate::Array::split_axis) | `(N, T, E)` → `(N, T, Heads, Width)`, at any axis | its inverse: `merge_axes` |
//! | [`merge_axes`](crate::Array::merge_axes) | `(N, T, Heads, Width)` → `(N, T, E)` | its inverse: `split_axis` |
//! | [`ravel`](crate::Array::ravel) | `(A, B)` → `(A·B,)` | its inverse: `unravel` |
//! | [`unravel`](crate::Array::unravel) | `(A·B,)` → `(A, B)` | its inverse: `ravel` |
//! | [`relabel`](crate::Array::relabel) | `(A, B)` → `(P, Q)` of the same sizes | its inverse: the old names |
//! | [`concat`](crate::Array::concat) | `(N, A)`, `(N, B)` → `(N, A+B)` | [`concat_backward`] |
//! | [`stack`] | K times `(A, B)` → `(K, A, B)` | its inverse: [`row`](crate::Array::row) by row |
//! | [`slice`](crate::Array::slice) | `(N, D)` → `(N, L)` | [`slice_backward`] |
//! | [`select`](crate::Array::select) | `(V, D)`, `Labels<K, V>` → `(K, D)` | [`select_backward`] |
//! | [`gather`](crate::Array::gather) | `(N, C)`, `Labels<N, C>` → `(N,)` | [`gather_backward`] |
//!
//! `+ - * /` and their assigning forms `+= -= *= /=` take equal shapes, a number on the right, or an operand that stretches,
//! `b.broadcast()`; a number or a stretching operand may stand on the left of `+ - * /`, too.
//!
//! What reduces along an axis also has a form that leaves `dim!(1)` there, `sum_keepdims`, with the same gradient function, and one
//! over all elements, `sum_all`, which is that of `x.ravel()` along its only axis.
//!
//! ```
//! use shapeful::ops::{broadcast_backward, tanh_backward};
//! use shapeful::{Tensor, axes};
//! axes! { Batch = 2; Classes = 3; }
//! let x = Tensor::<(Batch, Classes)>::zeros();
//! let b = Tensor::<(Classes,)>::zeros();
//! let y = (&x + b.broadcast()).tanh();
//! let dsum: Tensor<(Batch, Classes)> = tanh_backward(&Tensor::full(5.0), &y);
//! let db: Tensor<(Classes,)> = broadcast_backward(&dsum);
//! assert_eq!(db, [10.0, 10.0, 10.0]);
//! ```
mod abs;
mod affine;
mod affine_relu;
mod argmax;
pub(crate) mod arithmetic;
mod attention;
mod batchnorm;
pub(crate) mod broadcast;
mod clamp;
mod concat;
pub(crate) mod conv;
mod conv_out;
mod conv_relu;
mod divided;
mod dot;
mod dropout;
mod elu;
mod exp;
mod extremum;
mod gelu;
mod gradient_of;
mod groupnorm;
mod groups;
pub(crate) mod heads;
mod layernorm;
mod leaky_relu;
mod ln;
mod log_softmax;
mod logsumexp;
mod map;
#[cfg(feature = "alloc")]
mod mask;
pub(crate) mod matmul;
mod maximum;
mod mean;
mod operators;
mod outer;
mod patches;
mod permute;
mod pixels;
mod pool;
mod powi;
mod recurrent;
mod relu;
pub(crate) mod reshape;
mod rmsnorm;
mod select;
mod sigmoid;
mod silu;
mod slice;
mod softmax;
mod split_axis;
mod sqrt;
mod stack;
mod sum;
mod tanh;
mod temporal_affine;
pub(crate) mod transpose;
mod var;
mod word_embedding;

#[cfg(feature = "alloc")]
pub use self::{
    abs::*, affine::*, affine_relu::*, attention::*, batchnorm::*, clamp::*, concat::*, conv::*, conv_relu::*, dot::*,
    elu::*, exp::*, extremum::*, gelu::*, gradient_of::*, groupnorm::*, groups::*, layernorm::*, leaky_relu::*, ln::*,
    log_softmax::*, logsumexp::*, mask::*, maximum::*, mean::*, operators::*, outer::*, permute::*, pool::*, powi::*,
    recurrent::*, rmsnorm::*, select::*, sigmoid::*, silu::*, slice::*, softmax::*, sqrt::*, stack::*, sum::*, tanh::*,
    temporal_affine::*, var::*, word_embedding::*,
};
pub use self::{
    arithmetic::*, broadcast::*, conv_out::*, divided::*, heads::*, matmul::*, patches::*, pixels::*, relu::*,
    reshape::*, split_axis::*, transpose::*,
};
// What the layers compute with.
#[cfg(feature = "alloc")]
pub(crate) use self::{
    abs::sign,
    batchnorm::move_on,
    recurrent::{GruSteps, LstmSteps},
};
#[cfg(all(feature = "alloc", feature = "rand"))]
pub use dropout::{Keep, dropout_backward, dropout_forward};
