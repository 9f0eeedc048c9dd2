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
mod scores_for;
mod simclr;
mod smooth_softmax;
mod softmax;
mod style;
mod svm;
mod temporal_softmax;
mod tv;

pub use reduction::Reduction;
pub use scores_for::ScoresFor;
pub use {
    bce::{bce_with_logits_loss, bce_with_logits_loss_into},
    content::{content_loss, content_loss_into},
    gan::{discriminator_loss, discriminator_loss_into, generator_loss, generator_loss_into},
    huber::{huber_loss, huber_loss_into},
    kl::{kl_loss, kl_loss_into},
    l2::{l2_backward, l2_loss, l2_regularization},
    linear_classifier::{linear_softmax_loss, linear_softmax_loss_into, linear_svm_loss, linear_svm_loss_into},
    lsgan::{ls_discriminator_loss, ls_discriminator_loss_into, ls_generator_loss, ls_generator_loss_into},
    mae::{mae_loss, mae_loss_into},
    mse::{mse_loss, mse_loss_into},
    simclr::{SimClrCache, sim, sim_backward, simclr_loss, simclr_loss_into},
    smooth_softmax::{Smoothing, smooth_softmax_loss, smooth_softmax_loss_into},
    softmax::{softmax_loss, softmax_loss_into},
    style::{gram_matrix, gram_matrix_backward, gram_matrix_into, style_loss, style_loss_into},
    svm::{svm_loss, svm_loss_into},
    temporal_softmax::{temporal_softmax_loss, temporal_softmax_loss_into},
    tv::{tv_loss, tv_loss_into},
};
