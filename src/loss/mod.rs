//! Losses: one number, and the gradient of what it is the loss of.
#![cfg(feature = "alloc")]
mod bce;
mod content;
mod gan;
mod huber;
mod kl;
mod l2;
mod linear_classifier;
mod lsgan;
mod mae;
mod mse;
mod reduction;
mod simclr;
mod smooth_softmax;
mod softmax;
mod style;
mod svm;
mod tv;

pub use bce::{bce_with_logits_loss, bce_with_logits_loss_into};
pub use content::{content_loss, content_loss_into};
pub use gan::{discriminator_loss, discriminator_loss_into, generator_loss, generator_loss_into};
pub use huber::{huber_loss, huber_loss_into};
pub use kl::{kl_loss, kl_loss_into};
pub use l2::{l2_backward, l2_loss};
pub use linear_classifier::{linear_softmax_loss, linear_softmax_loss_into, linear_svm_loss, linear_svm_loss_into};
pub use lsgan::{ls_discriminator_loss, ls_discriminator_loss_into, ls_generator_loss, ls_generator_loss_into};
pub use mae::{mae_loss, mae_loss_into};
pub use mse::{mse_loss, mse_loss_into};
pub use reduction::Reduction;
pub use simclr::{SimClrCache, sim, sim_backward, simclr_loss, simclr_loss_into};
pub use smooth_softmax::{smooth_softmax_loss, smooth_softmax_loss_into};
pub use softmax::{softmax_loss, softmax_loss_into};
pub use style::{gram_matrix, gram_matrix_backward, gram_matrix_into, style_loss, style_loss_into};
pub use svm::{svm_loss, svm_loss_into};
pub use tv::{tv_loss, tv_loss_into};
