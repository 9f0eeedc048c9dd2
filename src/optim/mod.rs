//! Optimizers. Their state is a value of the model's own type.
#![cfg(feature = "alloc")]
mod sgd;

pub use sgd::{Sgd, sgd, sgd_momentum};
