//! Layers, and networks of layers. A gradient is a value of the model's own type, so no parameter can be without one.
#![cfg(feature = "alloc")]
mod attention;
mod branches;
#[doc(hidden)]
pub mod chain;
mod flatten;
mod layer;
mod linear;
mod mode;
pub(crate) mod network;
mod params;
mod relu;
mod repeat;
mod residual;
mod same;
mod unbiased_linear;

pub use attention::*;
pub use branches::{AddBranches, ConcatBranches};
pub use flatten::Flatten;
pub use layer::Layer;
pub use linear::Linear;
pub use mode::{Eval, Mode, NotKept, Train};
#[cfg(feature = "rand")]
pub use params::Init;
pub use params::{Kind, Param, Params, Path, Visit};
pub use relu::Relu;
pub use repeat::Repeat;
pub use residual::Residual;
pub use same::{Repeats, WaysAdd};
pub use unbiased_linear::UnbiasedLinear;
