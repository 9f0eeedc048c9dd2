//! Operations: one file each, with its shape relation, forward and backward.
mod abs;
mod affine;
mod affine_relu;
mod argmax;
pub(crate) mod arithmetic;
pub(crate) mod broadcast;
mod clamp;
mod concat;
mod dot;
mod exp;
mod extremum;
mod ln;
mod logsumexp;
mod map;
pub(crate) mod matmul;
mod maximum;
mod mean;
mod operators;
mod outer;
mod permute;
mod powi;
mod relu;
pub(crate) mod reshape;
mod select;
mod sigmoid;
mod slice;
mod softmax;
mod sqrt;
mod stack;
mod sum;
mod tanh;
pub(crate) mod transpose;
mod var;

#[cfg(feature = "alloc")]
pub use self::{
    abs::*, affine::*, affine_relu::*, clamp::*, concat::*, dot::*, exp::*, extremum::*, ln::*, logsumexp::*,
    maximum::*, mean::*, operators::*, outer::*, permute::*, powi::*, select::*, sigmoid::*, slice::*, softmax::*,
    sqrt::*, stack::*, sum::*, tanh::*, var::*,
};
pub use self::{arithmetic::*, broadcast::*, matmul::*, relu::*, reshape::*, transpose::*};
