//! Tensors whose shapes are types: a shape bug does not compile, and the compiler says what is wrong in the words of your axes.
//!
//! ```
//! use shapeful::{Tensor, axes};
//! axes! { Batch = 64; Pixels = 784; Classes = 10; }
//! let x = Tensor::<(Batch, Pixels)>::ones();
//! let w = Tensor::<(Pixels, Classes)>::full(0.01);
//! let scores: Tensor<(Batch, Classes)> = x.matmul(&w);
//! let dx: Tensor<(Batch, Pixels)> = scores.matmul(w.t());
//! ```
//!
//! # Where to find what
//! - An axis is a [`Dim`]: a name made by [`axes!`], or a number, [`dim!`]. A [`Shape`] is a tuple of axes.
//!   [`ConvOut`] is the side that a convolution or a pooling leaves.
//! - [`Array`] holds the numbers in place, [`Tensor`] on the heap; it dereferences to `Array`, which has nearly all methods.
//!   [`Labels`] are positions on an axis, checked when they are made.
//! - The gradients of the operations are functions in [`ops`]; those of the course are here at the root: [`affine_forward`],
//!   [`affine_backward`], [`relu_forward`], [`softmax_loss`], [`sgd`], and so on.
//! - A [`Layer`] goes forward and backward into buffers; [`network!`] makes a model of layers, [`Sgd`] trains it.
//! - With `std`, [`data`] reads examples and gives them out in batches, and [`train`] trains with them.
//! - [`gradcheck`] and [`GradCheck`] compare gradients with central differences; [`jacobian()`] gives all derivatives at once.
//! - With the feature `ui-test`, `ui::Suite` proves that wrong uses of your own layers and functions do not compile.
//!
//! # Reading the errors
//! Every shape rule is a trait, and its error states both shapes, the rule and the repair, and the number of a lesson. Names print as
//! names; numbers print as digits, most significant first: `_7<_8<_4>>` is 784. Import by name, `use shapeful::{Tensor, axes};`:
//! rustc prints the path of what comes in through `use shapeful::*`.
//!
//! Where a rule needs no words, rustc's own are used: ``expected `&Array<(Pixels, Classes)>`, found `&Tensor<(Classes, Pixels)>` ``. A
//! name that a shape has twice leaves an axis undecided, and rustc says that it cannot infer `UniquePosition`: choose the axis by
//! its position, `Axis::<0>`.
//!
//! # How it is made
//! - typenum does the arithmetic and never shows: a number is read into typenum for storage, and results come back as digits.
//! - `(A, B)` is stored as `GenericArray<GenericArray<E, B>, A>`, so no product of sizes appears in a type, and generic code needs
//!   `N: Dim` alone.
//! - Heap values are built in place from zeroed memory, never through the stack: their size is bounded by memory alone, in debug
//!   builds too.
//! - Matrix products run on tiles of registers, compiled for several instruction sets, of which the machine's best is taken; small ones
//!   are compiled for their sizes, very large ones run on matrixmultiply. Convolutions read the images where they lie. Transposes are
//!   strides. NaN passes through every function.
//! - A product of n×k by k×m adds 128 products one after the other, and then the sums of such blocks: with u = 2⁻²⁴ (f32) or 2⁻⁵³ (f64),
//!   an element is off by at most `(min(k, 128) + k/128 + 2)·u·Σ|a·b|`, and by `(k + 2)·u·Σ|a·b|` where matrixmultiply does it. `exp`
//!   and its like, where they are applied to arrays, are exact to a few last places, which the documentation of each kernel says.
//! - On one machine debug and release builds, one thread and several (the feature `threads`) give the same bits. The feature
//!   `reproducible` makes all machines agree, but for the random numbers of `rand`'s distributions, which take `ln` from the system.
//! - Sums are pairwise, but for gradients to which others are added one by one, where they belong: that of a filter, image by image;
//!   of a row that labels chose more than once, as in an embedding; and of a pixel under windows that overlap.
//! - An [`Array`] is not `Copy`, since copying megabytes should be written out, and so it is not `bytemuck::Pod`; it is `Zeroable`, and
//!   `bytemuck::cast_slice` takes its [`as_slice`](Array::as_slice).
#![no_std]
#![deny(unsafe_code)]
#![allow(
    clippy::multiple_bound_locations,
    reason = "that a parameter is an axis stands where it is declared, and what it has to do with the others in the where clause"
)]
#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;
#[cfg(not(any(feature = "std", feature = "libm")))]
compile_error!(
    "shapeful takes exp, ln and their like from std: enable the feature `std`, or `libm` where there is none"
);

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod access;
mod array;
mod axis;
mod check;
#[cfg(all(feature = "std", feature = "rand"))]
pub mod classic;
mod construct;
#[cfg(doc)]
pub mod course;
#[cfg(feature = "std")]
pub mod data;
#[doc(hidden)]
pub mod dim;
mod elem;
mod error;
mod format;
mod init;
mod iter;
pub mod jacobian;
mod kernel;
mod key;
mod labels;
mod layers;
#[cfg(any(doc, feature = "lessons"))]
pub mod lessons;
mod loss;
mod nested;
#[doc(hidden)]
pub mod numeral;
pub mod ops;
mod optim;
mod shape;
#[cfg(all(feature = "std", feature = "rand"))]
pub mod train;
#[cfg(feature = "ui-test")]
pub mod ui;

pub use array::Array;
pub use construct::Square;
pub use dim::Dim;
pub use error::Error;
pub use nested::SizesOf;
pub use {
    access::{Rows, Scalar},
    axis::{Axis, HasAxis, ReducesTo},
    elem::{Element, Float},
    numeral::{_0, _1, _2, _3, _4, _5, _6, _7, _8, _9, Num},
    ops::{
        Broadcast, BroadcastsTo, ConvOut, Factor, Fits, Flattens, HasHeads, HasPatches, IntoPatches, MatMul, Meets,
        Merge, MergeAxes, Operand, Relabel, SameFloat, SameShape, Split, SplitAxis, Tiles, Transpose, Transposed,
        Unravel,
    },
    shape::{AxisName, Shape, ShapeName},
};

// All that needs an allocator.
#[cfg(feature = "alloc")]
pub use {
    array::Tensor,
    check::{Difference, GradCheck, GradError, GradReport, gradcheck, numeric_gradient, rel_error},
    jacobian::{JacobianBy, JacobianOf, Join, jacobian, jacobian_of_backward, jvp, vjp},
    labels::{Labels, Places},
    layers::{
        AddBranches, AttendsIn, AttentionCache, AvgPool2d, BatchMoments, BatchNorm, CausalAttention, ConcatBranches,
        Conv1d, Conv2d, Elu, Embedding, Eval, Flatten, Gelu, GlobalAvgPool, GlobalMaxPool, GroupNorm, Gru, GruBuffers,
        GruState, Kind, Layer, LayerNorm, LeakyRelu, Linear, LinearWithoutBias, LogSoftmax, Lstm, LstmBuffers,
        LstmState, MaxPool2d, Mode, MultiHeadAttention, NotKept, Param, Params, PatchEmbedding, Path,
        PositionalEncoding, Relu, Repeat, Repeats, Residual, RmsNorm, Rnn, RnnBuffers, RnnState, RowMoments, Sigmoid,
        Silu, Softmax, Tanh, Train, Visit, WaysAdd, positional_encoding,
    },
    loss::{
        Reduction, ScoresFor, SimClrCache, Smoothing, bce_with_logits_loss, bce_with_logits_loss_into, content_loss,
        content_loss_into, discriminator_loss, discriminator_loss_into, generator_loss, generator_loss_into,
        gram_matrix, gram_matrix_backward, gram_matrix_into, huber_loss, huber_loss_into, kl_loss, kl_loss_into,
        l2_backward, l2_loss, l2_regularization, linear_softmax_loss, linear_softmax_loss_into, linear_svm_loss,
        linear_svm_loss_into, ls_discriminator_loss, ls_discriminator_loss_into, ls_generator_loss,
        ls_generator_loss_into, mae_loss, mae_loss_into, mse_loss, mse_loss_into, sim, sim_backward, simclr_loss,
        simclr_loss_into, smooth_softmax_loss, smooth_softmax_loss_into, softmax_loss, softmax_loss_into, style_loss,
        style_loss_into, svm_loss, svm_loss_into, temporal_softmax_loss, temporal_softmax_loss_into, tv_loss,
        tv_loss_into,
    },
    ops::{
        Affine, AffineBackward, AffineGrads, Attends, AttentionBackward, AttentionGrads, BatchNormCache, BnParam,
        Causal, Concat, ConvGrads, Gather, GradientOf, GroupNormCache, GruCache, GruGrads, GruStepCache, GruStepGrads,
        Holds, InGroups, KeyMask, LayerNormCache, LstmCache, LstmGrads, LstmStepCache, LstmStepGrads, MakesGru,
        MakesLstm, MakesRnn, MapsOf, Mask, NoneLeft, NormGrads, Outer, Pad, Permute, RmsNormCache, RnnCache, RnnGrads,
        RnnStepCache, RnnStepGrads, SeenBy, Span, SplitsInto, Stack, Stride, Window, affine_backward, affine_forward,
        affine_relu_backward, affine_relu_forward, attention_backward, attention_forward, avg_pool_backward,
        avg_pool_forward, batchnorm_backward, batchnorm_eval, batchnorm_forward, conv_backward, conv_forward,
        conv_relu_backward, conv_relu_forward, global_avg_pool_backward, global_avg_pool_forward,
        global_max_pool_backward, global_max_pool_forward, gru_backward, gru_forward, gru_step_backward,
        gru_step_forward, layernorm_backward, layernorm_forward, lstm_backward, lstm_forward, lstm_step_backward,
        lstm_step_forward, max_pool_backward, max_pool_forward, relu_backward, relu_forward, rmsnorm_backward,
        rmsnorm_forward, rnn_backward, rnn_forward, rnn_step_backward, rnn_step_forward, spatial_batchnorm_backward,
        spatial_batchnorm_eval, spatial_batchnorm_forward, spatial_groupnorm_backward, spatial_groupnorm_forward,
        stack, temporal_affine_backward, temporal_affine_forward, word_embedding_backward, word_embedding_forward,
    },
    optim::{
        AdaGrad, Adam, AdamConfig, AdamW, Optimizer, OptimizerState, RmsProp, Schedule, Sgd, adagrad, adam, adamw,
        clip_grad_norm, clip_grad_value, nesterov_momentum, rmsprop, sgd, sgd_momentum,
    },
};

/// What `network!` writes refers to it.
#[cfg(feature = "alloc")]
#[doc(hidden)]
pub use layers::{TakenAs, chain};
/// What `network!` writes refers to it.
#[cfg(feature = "rand")]
#[doc(hidden)]
pub use rand;
#[cfg(all(feature = "alloc", feature = "rand"))]
pub use {
    init::Fans,
    key::Key,
    layers::{
        AddNorm, CausalEncoderLayer, DecoderCache, Dropout, FeedForward, Init, TransformerDecoderLayer,
        TransformerEncoderLayer,
    },
    ops::{Keep, dropout_backward, dropout_forward},
};
