//! Operations: one file each, with its shape relation, forward and backward.
#[cfg(feature = "alloc")]
mod abs;
#[cfg(feature = "alloc")]
mod affine;
#[cfg(feature = "alloc")]
mod affine_relu;
#[cfg(feature = "alloc")]
mod argmax;
pub(crate) mod arithmetic;
pub(crate) mod broadcast;
#[cfg(feature = "alloc")]
mod clamp;
#[cfg(feature = "alloc")]
mod concat;
#[cfg(feature = "alloc")]
mod dot;
#[cfg(feature = "alloc")]
mod exp;
#[cfg(feature = "alloc")]
mod extremum;
#[cfg(feature = "alloc")]
mod ln;
#[cfg(feature = "alloc")]
mod logsumexp;
mod map;
pub(crate) mod matmul;
#[cfg(feature = "alloc")]
mod maximum;
#[cfg(feature = "alloc")]
mod mean;
#[cfg(feature = "alloc")]
mod operators;
#[cfg(feature = "alloc")]
mod outer;
#[cfg(feature = "alloc")]
mod permute;
#[cfg(feature = "alloc")]
mod powi;
mod relu;
pub(crate) mod reshape;
#[cfg(feature = "alloc")]
mod select;
#[cfg(feature = "alloc")]
mod sigmoid;
#[cfg(feature = "alloc")]
mod slice;
#[cfg(feature = "alloc")]
mod softmax;
#[cfg(feature = "alloc")]
mod sqrt;
#[cfg(feature = "alloc")]
mod stack;
#[cfg(feature = "alloc")]
mod sum;
#[cfg(feature = "alloc")]
mod tanh;
pub(crate) mod transpose;
#[cfg(feature = "alloc")]
mod var;
#[cfg(feature = "alloc")]
pub use abs::*;
#[cfg(feature = "alloc")]
pub use affine::*;
#[cfg(feature = "alloc")]
pub use affine_relu::*;
pub use arithmetic::*;
pub use broadcast::*;
#[cfg(feature = "alloc")]
pub use clamp::*;
#[cfg(feature = "alloc")]
pub use concat::*;
#[cfg(feature = "alloc")]
pub use dot::*;
#[cfg(feature = "alloc")]
pub use exp::*;
#[cfg(feature = "alloc")]
pub use extremum::*;
#[cfg(feature = "alloc")]
pub use ln::*;
#[cfg(feature = "alloc")]
pub use logsumexp::*;
pub use matmul::*;
#[cfg(feature = "alloc")]
pub use maximum::*;
#[cfg(feature = "alloc")]
pub use mean::*;
#[cfg(feature = "alloc")]
pub use operators::*;
#[cfg(feature = "alloc")]
pub use outer::*;
#[cfg(feature = "alloc")]
pub use permute::*;
#[cfg(feature = "alloc")]
pub use powi::*;
pub use relu::*;
pub use reshape::*;
#[cfg(feature = "alloc")]
pub use select::*;
#[cfg(feature = "alloc")]
pub use sigmoid::*;
#[cfg(feature = "alloc")]
pub use slice::*;
#[cfg(feature = "alloc")]
pub use softmax::*;
#[cfg(feature = "alloc")]
pub use sqrt::*;
#[cfg(feature = "alloc")]
pub use stack::*;
#[cfg(feature = "alloc")]
pub use sum::*;
#[cfg(feature = "alloc")]
pub use tanh::*;
pub use transpose::*;
#[cfg(feature = "alloc")]
pub use var::*;
