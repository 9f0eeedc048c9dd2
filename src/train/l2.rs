//! L2 regularisation of a loss.
use super::objective::Objective;
use crate::elem::Float;
use crate::kernel::reduce;
use crate::layers::{Kind, Params};
use crate::loss::l2_regularization;
use alloc::format;
use alloc::string::String;

/// A loss with L2 regularisation of all weights: the loss of the course's networks.
///
/// - Formula: `L = loss + ½·reg·Σ w²`, `dw = dloss/dw + reg·w`, over all weights of the model; biases, scales and shifts are not regularised.
/// - With plain SGD the steps are those of [weight decay](crate::Sgd::weight_decay), whose loss does not have the second term. With
///   [`Adam`](crate::Adam) they are not those of [`AdamW`](crate::AdamW).
/// - Source: CS231n, assignment 2, `FullyConnectedNet.loss`. Assignment 1 leaves the ½ out: there `reg` is half of what it is here.
///
/// ```
/// use shapeful::data::Examples;
/// use shapeful::train::{L2, SoftmaxLoss, Trainer};
/// use shapeful::{Linear, Sgd, Tensor, axes};
/// axes! { Batch = 2; Inputs = 1; Classes = 2; }
/// let data = Examples::<(Inputs,), Classes>::new(vec![0.0, 0.0], vec![0, 1])?;
/// let net = Linear::<Inputs, Classes> { w: Tensor::ones(), b: Tensor::zeros() };
/// let optimizer = Sgd::new(&net, 1.0);
/// let mut trainer = Trainer::new::<Batch>(net, optimizer, L2 { loss: SoftmaxLoss, reg: 0.5 }).epochs(1);
/// trainer.train(&data, &data)?;
/// assert_eq!(trainer.history.loss, [2.0_f32.ln() + 0.5]); // ½·0.5·(1² + 1²)
/// assert_eq!(trainer.model.w, [[0.5, 0.5]]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct L2<L, E = f32> {
    /// The loss of the data.
    pub loss: L,
    /// The strength of the regularisation.
    pub reg: E,
}

impl<L, E: Float> L2<L, E> {
    fn penalty<M: Params<E>>(&self, model: &M) -> E {
        let mut squares = E::ZERO;
        model.each_param(|param, w| {
            if param.kind == Kind::Weight {
                squares += reduce::sum(w, |w| w * w);
            }
        });
        E::of(0.5) * self.reg * squares
    }
}
impl<M: Params<E>, B, L: Objective<M, B, E>, E: Float> Objective<M, B, E> for L2<L, E> {
    const SCORE: &'static str = L::SCORE;
    type Workspace = L::Workspace;
    fn description(&self) -> String {
        format!("{} + L2 of reg {}", self.loss.description(), self.reg)
    }
    fn loss(&self, model: &mut M, batch: &B, work: &mut Self::Workspace, grad: &mut M) -> E {
        // Otherwise the states of layers would move on in a step that is not taken.
        let penalty = self.penalty(model);
        if !penalty.to_f64().is_finite() {
            return penalty;
        }
        let loss = self.loss.loss(model, batch, work, grad);
        loss + l2_regularization(model, self.reg, grad)
    }
    fn scores(&self, model: &M, batch: &B, work: &mut Self::Workspace, scores: &mut [E], losses: &mut [E]) {
        self.loss.scores(model, batch, work, scores, losses);
        let penalty = self.penalty(model);
        losses.iter_mut().for_each(|loss| *loss += penalty);
    }
}
