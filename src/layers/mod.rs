//! Layers, and networks of layers. A gradient is a value of the model's own type, so no parameter can be without one.
#![cfg(feature = "alloc")]
#[doc(hidden)]
pub mod chain;
mod flatten;
mod layer;
mod linear;
mod mode;
pub(crate) mod network;
mod params;
mod relu;

pub use flatten::Flatten;
pub use layer::Layer;
pub use linear::Linear;
pub use mode::{Eval, Mode, NotKept, Train};
#[cfg(feature = "rand")]
pub use params::Init;
pub use params::{Kind, Param, Params, Path, Visit};
pub use relu::Relu;
