//! Layers, and networks of layers. A gradient is a value of the model's own type, so no parameter can be without one.
#![cfg(feature = "alloc")]
#[doc(hidden)]
pub mod chain;
mod layer;
mod linear;
pub(crate) mod network;
mod params;
mod relu;

pub use layer::Layer;
pub use linear::Linear;
#[cfg(feature = "rand")]
pub use params::Init;
pub use params::{Kind, Param, Params, Path, Visit};
pub use relu::Relu;
