//! What the trainer tells.
use crate::elem::Float;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// How a training went so far.
///
/// The scores, and the losses on the validation set, are means, of the objective's score (for classes the accuracy) and of its loss in an evaluation pass: after the first step, and after each epoch, so that
/// there is one more than epochs.
/// ```
/// use shapeful::data::Examples;
/// use shapeful::train::{SoftmaxLoss, Trainer};
/// use shapeful::{Linear, Sgd, axes};
/// axes! { Batch = 2; Inputs = 1; Classes = 2; }
/// let data = Examples::<(Inputs,), Classes>::new(vec![-1.0, 1.0, -2.0, 3.0], vec![0, 1, 0, 1])?;
/// let net = Linear::<Inputs, Classes>::zeros();
/// let optimizer = Sgd::new(&net, 1.0);
/// let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).epochs(3);
/// trainer.train(&data, &data)?;
/// assert_eq!(trainer.history.loss.len(), 3 * 2);
/// assert_eq!(trainer.history.train_scores.len(), 1 + 3);
/// assert_eq!(trainer.history.validation_scores.last(), Some(&1.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct History<E: Float = f32> {
    /// The loss of every step.
    pub loss: Vec<E>,
    /// The mean score on (a part of) the training set.
    pub train_scores: Vec<f64>,
    /// The mean score on the validation set; empty if that is.
    pub validation_scores: Vec<f64>,
    /// The mean loss on the validation set, as many as the scores.
    pub validation_losses: Vec<f64>,
}

impl<E: Float> Default for History<E> {
    fn default() -> Self {
        History {
            loss: Vec::new(),
            train_scores: Vec::new(),
            validation_scores: Vec::new(),
            validation_losses: Vec::new(),
        }
    }
}

/// An epoch that has ended. `Display` is one line.
///
/// ```
/// use shapeful::train::EpochReport;
/// let report = EpochReport {
///     epoch: 3, epochs: 10, loss: 0.25, learning_rate: 0.1,
///     score: "accuracy", train_score: 0.97, validation_loss: Some(0.5), validation_score: Some(0.9), is_best: true,
/// };
/// assert_eq!(
///     report.to_string(),
///     "epoch  3 of 10: loss 0.2500, accuracy 0.9700; on the validation set loss 0.5000, accuracy 0.9000, the best so far"
/// );
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct EpochReport {
    /// Which it is; the first is 1.
    pub epoch: usize,
    /// How many there are to be.
    pub epochs: usize,
    /// The mean loss of its steps.
    pub loss: f64,
    /// The learning rate of its last step.
    pub learning_rate: f64,
    /// What the scores are called.
    pub score: &'static str,
    /// The mean score on (a part of) the training set.
    pub train_score: f64,
    /// The mean loss on the validation set, if it has examples.
    pub validation_loss: Option<f64>,
    /// The mean score on the validation set, if it has examples.
    pub validation_score: Option<f64>,
    /// Whether no parameters before did as well on the validation set.
    pub is_best: bool,
}
impl fmt::Display for EpochReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let EpochReport { epoch, epochs, loss, score, train_score, .. } = self;
        write!(f, "{}: loss {loss:.4}, {score} {train_score:.4}", epoch_of(*epoch, *epochs))?;
        if let (Some(loss), Some(of_validation)) = (self.validation_loss, self.validation_score) {
            write!(f, "; on the validation set loss {loss:.4}, {score} {of_validation:.4}")?;
        }
        if self.is_best { f.write_str(", the best so far") } else { Ok(()) }
    }
}

/// `epoch  3 of 10`
pub(super) fn epoch_of(epoch: usize, epochs: usize) -> String {
    let width = if epochs == 0 { 1 } else { epochs.ilog10() as usize + 1 };
    format!("epoch {epoch:width$} of {epochs}")
}

/// Why a training ended.
///
/// ```
/// use shapeful::data::Examples;
/// use shapeful::train::{End, SoftmaxLoss, Trainer};
/// use shapeful::{Linear, Sgd, axes};
/// axes! { Batch = 2; Inputs = 1; Classes = 2; }
/// let data = Examples::<(Inputs,), Classes>::new(vec![-1.0, 1.0], vec![0, 1])?;
/// let net = Linear::<Inputs, Classes>::zeros();
/// let optimizer = Sgd::new(&net, 1.0);
/// let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).epochs(100).patience(3);
/// assert_eq!(trainer.train(&data, &data)?, End::NoBetter { epoch: 4 });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum End {
    /// All epochs are done. The model has the parameters that did best on the validation set.
    AllEpochs,
    /// The validation set has not been done better on for as many epochs as there was patience for. The model has the parameters that
    /// did best.
    NoBetter {
        /// The epochs that are done.
        epoch: usize,
    },
    /// It was told to stop. The model is as the last step left it; [`train`](super::Trainer::train) goes on from there.
    Stopped {
        /// The epochs that are done.
        epoch: usize,
        /// The steps of the next epoch that are done.
        step: usize,
    },
}
