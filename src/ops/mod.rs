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
//! | [`softmax`](crate::Array::softmax) | `S` → `S` | [`softmax_backward`] |
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
pub(crate) mod broadcast;
mod clamp;
mod concat;
mod conv_out;
mod dot;
mod exp;
mod extremum;
pub(crate) mod heads;
mod ln;
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
mod powi;
mod relu;
pub(crate) mod reshape;
mod select;
mod sigmoid;
mod slice;
mod softmax;
mod split_axis;
mod sqrt;
mod stack;
mod sum;
mod tanh;
pub(crate) mod transpose;
mod var;

#[cfg(feature = "alloc")]
pub use self::{
    abs::*, affine::*, affine_relu::*, attention::*, clamp::*, concat::*, dot::*, exp::*, extremum::*, ln::*,
    logsumexp::*, mask::*, maximum::*, mean::*, operators::*, outer::*, permute::*, powi::*, select::*, sigmoid::*,
    slice::*, softmax::*, sqrt::*, stack::*, sum::*, tanh::*, var::*,
};
pub use self::{
    arithmetic::*, broadcast::*, conv_out::*, heads::*, matmul::*, patches::*, relu::*, reshape::*, split_axis::*,
    transpose::*,
};
