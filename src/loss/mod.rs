//! Losses: the mean over the batch, and the gradient of the scores.
#![cfg(feature = "alloc")]
mod l2;
mod softmax;
mod svm;
mod temporal_softmax;

pub use l2::{l2_backward, l2_loss};
pub use softmax::{softmax_loss, softmax_loss_into};
pub use svm::{svm_loss, svm_loss_into};
pub use temporal_softmax::{temporal_softmax_loss, temporal_softmax_loss_into};
