//! Layers, and networks of layers. A gradient is a value of the model's own type, so no parameter can be without one.
#![cfg(feature = "alloc")]
mod avg_pool2d;
#[doc(hidden)]
pub mod chain;
mod conv1d;
mod conv2d;
mod conv_cache;
mod flatten;
mod global_avg_pool;
mod global_max_pool;
mod layer;
mod linear;
mod max_pool2d;
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
pub use {
    avg_pool2d::AvgPool2d, conv1d::Conv1d, conv2d::Conv2d, global_avg_pool::GlobalAvgPool,
    global_max_pool::GlobalMaxPool, max_pool2d::MaxPool2d,
};
