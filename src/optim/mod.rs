//! Optimizers. Their state is a value of the model's own type.
#![cfg(feature = "alloc")]
mod optimizer;
mod sgd;

pub use optimizer::{Optimizer, OptimizerState};
pub use sgd::{Sgd, sgd, sgd_momentum};
