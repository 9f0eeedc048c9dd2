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
//! - Matrix products run on matrixmultiply; transposes are strides. Sums are pairwise. NaN passes through every function.
//! - An [`Array`] is not `Copy`, since copying megabytes should be written out, and so it is not `bytemuck::Pod`; it is `Zeroable`, and
//!   `bytemuck::cast_slice` takes its [`as_slice`](Array::as_slice).
#![no_std]
#![deny(unsafe_code)]
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
mod construct;
#[doc(hidden)]
pub mod dim;
mod elem;
mod error;
mod format;
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
#[cfg(feature = "ui-test")]
pub mod ui;

pub use access::{Rows, Scalar};
pub use array::Array;
pub use axis::{Axis, HasAxis, ReducesTo};
pub use construct::Square;
pub use dim::Dim;
pub use elem::{Element, Float};
pub use error::Error;
pub use nested::SizesOf;
pub use numeral::{_0, _1, _2, _3, _4, _5, _6, _7, _8, _9, Num};
pub use ops::{
    Broadcast, BroadcastsTo, ConvOut, Factor, Fits, Flattens, MatMul, Meets, Merge, Operand, Relabel, SameFloat,
    SameShape, Split, Tiles, Transpose, Transposed, Unravel,
};
pub use shape::{AxisName, Shape, ShapeName};

// All that needs an allocator.
#[cfg(feature = "alloc")]
pub use {
    array::Tensor,
    check::{Difference, GradCheck, GradError, GradReport, gradcheck, numeric_gradient, rel_error},
    jacobian::{JacobianBy, JacobianOf, Join, jacobian, jacobian_of_backward, jvp, vjp},
    labels::{Labels, Places},
    layers::{
        AddBranches, BatchMoments, BatchNorm, ConcatBranches, Elu, Eval, Flatten, Gelu, GroupNorm, Kind, Layer,
        LayerNorm, LeakyRelu, Linear, LogSoftmax, Mode, NotKept, Param, Params, Path, Relu, Repeat, Repeats, Residual,
        RmsNorm, RowMoments, Sigmoid, Silu, Softmax, Tanh, Train, UnbiasedLinear, Visit, WaysAdd,
    },
    loss::{l2_backward, l2_loss, softmax_loss, softmax_loss_into, svm_loss, svm_loss_into},
    ops::{
        Affine, AffineBackward, AffineGrads, BatchNormCache, BnParam, Concat, Gather, GroupNormCache, Holds,
        LayerNormCache, NoneLeft, NormGrads, Outer, Permute, RmsNormCache, Span, SplitsInto, Stack, affine_backward,
        affine_forward, affine_relu_backward, affine_relu_forward, batchnorm_backward, batchnorm_eval,
        batchnorm_forward, layernorm_backward, layernorm_forward, relu_backward, relu_forward, rmsnorm_backward,
        rmsnorm_forward, spatial_batchnorm_backward, spatial_batchnorm_eval, spatial_batchnorm_forward,
        spatial_groupnorm_backward, spatial_groupnorm_forward, stack,
    },
    optim::{Sgd, sgd, sgd_momentum},
};

/// What `network!` writes refers to it.
#[cfg(feature = "alloc")]
#[doc(hidden)]
pub use layers::chain;
/// What `network!` writes refers to it.
#[cfg(feature = "rand")]
#[doc(hidden)]
pub use rand;
#[cfg(all(feature = "alloc", feature = "rand"))]
pub use {
    key::Key,
    layers::{Dropout, Init},
    ops::{Keep, dropout_backward, dropout_forward},
};
