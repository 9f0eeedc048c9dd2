//! A tensor library whose shapes are types.
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

mod access;
mod array;
mod axis;
#[cfg(feature = "alloc")]
mod check;
mod construct;
#[doc(hidden)]
pub mod dim;
mod elem;
mod error;
mod format;
#[cfg(feature = "alloc")]
pub mod jacobian;
mod kernel;
#[cfg(feature = "alloc")]
mod labels;
#[cfg(feature = "alloc")]
mod layers;
#[cfg(feature = "alloc")]
mod loss;
mod nested;
#[doc(hidden)]
pub mod numeral;
pub mod ops;
#[cfg(feature = "alloc")]
mod optim;
mod shape;

pub use access::Rows;
pub use array::Array;
#[cfg(feature = "alloc")]
pub use array::Tensor;
pub use axis::{Axis, HasAxis};
#[cfg(feature = "alloc")]
pub use check::{Difference, GradCheck, GradError, GradReport, gradcheck, numeric_gradient, rel_error};
pub use construct::Square;
pub use dim::Dim;
pub use elem::{Element, Float};
pub use error::Error;
#[cfg(feature = "alloc")]
pub use jacobian::{JacobianBy, JacobianOf, Join, jacobian, jacobian_of_backward, jvp, vjp};
#[cfg(feature = "alloc")]
pub use labels::Labels;
#[cfg(all(feature = "alloc", feature = "rand"))]
pub use layers::Init;
#[cfg(feature = "alloc")]
pub use layers::chain;
#[cfg(feature = "alloc")]
pub use layers::{Kind, Layer, Linear, Param, Params, Path, Relu, Visit};
#[cfg(feature = "alloc")]
pub use loss::{l2_backward, l2_loss, softmax_loss, softmax_loss_into, svm_loss, svm_loss_into};
pub use nested::SizesOf;
pub use numeral::{_0, _1, _2, _3, _4, _5, _6, _7, _8, _9, Num};
#[cfg(feature = "alloc")]
pub use ops::{
    Affine, AffineBackward, AffineGrads, affine_backward, affine_forward, affine_relu_backward, affine_relu_forward,
    relu_backward, relu_forward,
};
pub use ops::{
    Broadcast, BroadcastsTo, Factor, Flatten, MatMul, Meets, Merge, Relabel, SameShape, Split, Transpose, Transposed,
    Unravel,
};
#[cfg(feature = "alloc")]
pub use ops::{Concat, Holds, Permute, Span, Stack};
#[cfg(feature = "alloc")]
pub use optim::{Sgd, sgd, sgd_momentum};
#[cfg(feature = "rand")]
#[doc(hidden)]
pub use rand;
pub use shape::{AxisName, Shape, ShapeName};
