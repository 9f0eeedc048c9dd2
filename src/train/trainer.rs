//! The trainer: what it holds, and how it is made.
#[cfg(feature = "ctrlc")]
use super::ctrl_c::Listening;
use super::error::TrainError;
use super::objective::Objective;
use super::report::{End, EpochReport, History};
use super::run::{Order, Sets, evaluate};
use super::settings::{Place, Settings};
use crate::data::Dataset;
use crate::dim::Dim;
use crate::elem::Float;
use crate::layers::{Params, Path};
use crate::optim::Optimizer;
use alloc::boxed::Box;
use alloc::sync::Arc;
use core::marker::PhantomData;
use core::sync::atomic::{AtomicBool, Ordering};

/// What may look at the gradient before the step, or change it.
pub(super) type OnGradient<M> = Box<dyn FnMut(&mut M) + Send>;
/// An optimizer, as one of the model.
pub(super) type AsOptimizer<O, M, E> = fn(&mut O) -> &mut dyn Optimizer<M, E>;
/// What is told of every epoch.
pub(super) type OnEpoch = Box<dyn FnMut(&EpochReport) + Send>;

/// A model in training: the course's `Solver`.
///
/// - Batches: every epoch goes through all examples in an order of its own, which the seed decides. If the examples do not divide into
///   batches of `N`, what becomes of the rest is said by [`rest`](Trainer::rest), [`drop_rest`](Trainer::drop_rest) or
///   [`wrap`](Trainer::wrap); saying nothing is an error.
/// - Memory: batches and buffers are made once; a step allocates nothing.
/// - Differences from the course: its `Solver` draws every batch anew, so that an epoch may miss some examples and see others twice.
/// - Source: CS231n, assignment 2, `Solver`; Prechelt 1998, "Early stopping — but when?".
///
/// ```
/// use shapeful::data::Examples;
/// use shapeful::train::{End, SoftmaxLoss, Trainer};
/// use shapeful::{Linear, Sgd, axes};
/// axes! { Batch = 2; Inputs = 1; Classes = 2; }
/// let training = Examples::<(Inputs,), Classes>::new(vec![-1.0, 1.0, -2.0, 2.0], vec![0, 1, 0, 1])?;
/// let validation = Examples::<(Inputs,), Classes>::new(vec![-3.0], vec![0])?;
/// let net = Linear::<Inputs, Classes>::zeros();
/// let optimizer = Sgd::new(&net, 0.5);
/// let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).epochs(5).on_epoch(|report| println!("{report}"));
/// assert_eq!(trainer.train(&training, &validation)?, End::AllEpochs);
/// assert_eq!(trainer.evaluate(&validation), 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Trainer<M, O, L, N = (), R = N, E: Float = f32> {
    /// The model: after the training with the parameters that did best on the validation set.
    pub model: M,
    /// The optimizer.
    pub optimizer: O,
    /// The bound `O: Optimizer<M, E>`, which is asked for when the trainer is made, and kept here: nothing after that asks again, so an
    /// optimizer of another model is one error.
    pub(super) as_optimizer: AsOptimizer<O, M, E>,
    /// The losses and scores so far.
    pub history: History<E>,
    pub(super) objective: L,
    pub(super) grad: M,
    /// The parameters that did best so far, at first those it began with; after the training, those of the last step, from which more
    /// epochs go on.
    pub(super) other: M,
    pub(super) place: Place,
    pub(super) settings: Settings<E>,
    pub(super) on_gradient: Option<OnGradient<M>>,
    pub(super) on_epoch: Option<OnEpoch>,
    pub(super) stop: Arc<AtomicBool>,
    sizes: PhantomData<(N, R)>,
}

impl<M, O, L, E: Float> Trainer<M, O, L, (), (), E> {
    /// A trainer with batches of `N`: 10 epochs, seed 0, the learning rate of the optimizer.
    ///
    /// ```
    /// use shapeful::train::{SoftmaxLoss, Trainer};
    /// use shapeful::{Adam, Linear, axes};
    /// axes! { Batch = 2; Inputs = 1; Classes = 2; }
    /// let net = Linear::<Inputs, Classes>::zeros();
    /// let optimizer = Adam::new(&net, 1e-3);
    /// let trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss);
    /// assert_eq!(trainer.model.w, [[0.0, 0.0]]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn new<N: Dim>(model: M, optimizer: O, objective: L) -> Trainer<M, O, L, N, N, E> where M: Params<E>, O: Optimizer<M, E> {
        Trainer {
            grad: model.zeros_like(),
            other: model.clone(),
            history: History::default(),
            place: Place::default(),
            settings: Settings::default(),
            on_gradient: None,
            on_epoch: None,
            stop: Arc::default(),
            sizes: PhantomData,
            model,
            optimizer,
            as_optimizer: |optimizer| optimizer,
            objective,
        }
    }
}

impl<M: Params<E>, O, L, N: Dim, R: Dim, E: Float> Trainer<M, O, L, N, R, E> {
    pub(super) fn with_sizes<Rest: Dim>(self) -> Trainer<M, O, L, N, Rest, E> {
        let Trainer {
            model,
            optimizer,
            as_optimizer,
            history,
            objective,
            grad,
            other,
            place,
            settings,
            on_gradient,
            on_epoch,
            stop,
            ..
        } = self;
        let sizes = PhantomData;
        Trainer {
            model,
            optimizer,
            as_optimizer,
            history,
            objective,
            grad,
            other,
            place,
            settings,
            on_gradient,
            on_epoch,
            stop,
            sizes,
        }
    }

    /// Trains until the epochs are done, patience ends, or it is told to stop. Called again, it goes on: after a stop where it stopped,
    /// after the end with more [`epochs`](Trainer::epochs).
    ///
    /// # Errors
    /// If the examples do not divide into batches, a loss, a gradient or the model is not finite, or a checkpoint cannot be written. Where
    /// something is not finite, the model has the [best](Trainer::best) parameters after it, and [`train`](Trainer::train) goes on with
    /// these.
    /// ```
    /// use shapeful::data::Examples;
    /// use shapeful::train::{SoftmaxLoss, TrainError, Trainer};
    /// use shapeful::{Linear, Sgd, axes};
    /// axes! { Batch = 2; Inputs = 1; Classes = 2; }
    /// let data = Examples::<(Inputs,), Classes>::new(vec![-1.0, f32::NAN], vec![0, 1])?;
    /// let net = Linear::<Inputs, Classes>::zeros();
    /// let optimizer = Sgd::new(&net, 1.0);
    /// let error = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).train(&data, &data).unwrap_err();
    /// assert!(matches!(error, TrainError::NotFinite { epoch: 0, step: 0, .. }));
    /// # Ok::<(), shapeful::data::DataError>(())
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn train<D: Dataset, V: Dataset<Batch<N> = D::Batch<N>>>(&mut self, training: &D, validation: &V) -> Result<End, TrainError> where L: Objective<M, D::Batch<N>, E> + Objective<M, D::Batch<R>, E> {
        let order = Order::new::<N, R>(training.len(), self.settings.rest, self.settings.seed)?;
        if self.settings.patience.is_some() && validation.is_empty() {
            return Err(TrainError::NothingToWaitFor);
        }
        if ![0, training.len()].contains(&self.place.examples) {
            return Err(TrainError::OtherData { expected: self.place.examples, found: training.len() });
        }
        let found = <L as Objective<M, D::Batch<N>, E>>::description(&self.objective);
        if let Some(expected) = self.place.objective.as_ref().filter(|&expected| *expected != found) {
            return Err(TrainError::OtherObjective { expected: expected.clone(), found });
        }
        self.place.examples = training.len();
        self.place.objective = Some(found);
        self.try_checkpoint_path()?;
        #[cfg(feature = "ctrlc")]
        let _listening = self.settings.ctrl_c.then(|| Listening::new(&self.stop));
        if self.place.ended {
            // More epochs go on from the last step, not from the best parameters.
            self.place.ended = false;
            core::mem::swap(&mut self.model, &mut self.other);
        }
        if self.history.loss.is_empty() {
            // The model may have been given other parameters since the trainer was made.
            copy(&self.model, &mut self.other);
        }
        let result = self.run(Sets { training, validation }, order);
        if let Err(
            TrainError::NotFinite { .. } | TrainError::GradientNotFinite { .. } | TrainError::ModelNotFinite { .. },
        ) = result
        {
            copy(&self.other, &mut self.model);
        }
        if matches!(result, Ok(End::AllEpochs | End::NoBetter { .. })) {
            self.place.ended = true;
            if self.place.best.is_none() {
                copy(&self.model, &mut self.other);
            }
            core::mem::swap(&mut self.model, &mut self.other);
        }
        if result.is_ok() {
            self.save_if_asked()?;
        }
        result
    }

    /// The model with the parameters that did best on the validation set so far; without one, as it was after the last epoch. Before the
    /// first look at the scores it is the model that the training began with.
    ///
    /// Where the training was stopped, [`model`](Trainer::model) is the one of the last step, and this one is better or as good:
    /// ```
    /// use shapeful::data::Examples;
    /// use shapeful::train::{SoftmaxLoss, Trainer};
    /// use shapeful::{Linear, Sgd, axes};
    /// use std::sync::atomic::Ordering;
    /// axes! { Batch = 1; Inputs = 1; Classes = 2; }
    /// let data = Examples::<(Inputs,), Classes>::new(vec![-1.0, 1.0, 2.0], vec![0, 1, 1])?;
    /// let net = Linear::<Inputs, Classes>::zeros();
    /// let optimizer = Sgd::new(&net, 1.0);
    /// let trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss);
    /// let (stop, mut steps) = (trainer.stop_flag(), 0);
    /// let mut trainer = trainer.on_gradient(move |_| {
    ///     steps += 1;
    ///     stop.store(steps == 2, Ordering::Relaxed);
    /// });
    /// trainer.train(&data, &data)?;
    /// // After the first step all examples are right already.
    /// assert_ne!(trainer.best().w, trainer.model.w);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn best(&self) -> &M {
        if self.place.ended { &self.model } else { &self.other }
    }

    /// The mean score of the model on a set, for classes the accuracy. Sets of any length are exact: what fills up the last batch is
    /// not counted. Not a number for an empty set, or in batches of 0.
    ///
    /// ```
    /// use shapeful::data::Examples;
    /// use shapeful::train::{SoftmaxLoss, Trainer};
    /// use shapeful::{Linear, Sgd, Tensor, axes};
    /// axes! { Batch = 2; Inputs = 1; Classes = 2; }
    /// let data = Examples::<(Inputs,), Classes>::new(vec![-1.0, 1.0, 2.0], vec![0, 1, 0])?;
    /// let net = Linear::<Inputs, Classes> { w: Tensor::from([[0.0, 1.0]]), b: Tensor::zeros() };
    /// let optimizer = Sgd::new(&net, 1.0);
    /// let trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss);
    /// assert_eq!(trainer.evaluate(&data), 2.0 / 3.0);
    /// # Ok::<(), shapeful::data::DataError>(())
    /// ```
    pub fn evaluate<D: Dataset>(&self, data: &D) -> f64
    where
        L: Objective<M, D::Batch<N>, E>,
    {
        let all: alloc::vec::Vec<usize> = (0..data.len()).collect();
        evaluate::<N, M, D, L, E>(&self.objective, &self.model, data, &all, &mut Default::default())[0]
    }

    /// What stops the training after the current step when it is set to true, from a callback or another thread.
    ///
    /// ```
    /// use shapeful::data::Examples;
    /// use shapeful::train::{End, SoftmaxLoss, Trainer};
    /// use shapeful::{Linear, Sgd, axes};
    /// use std::sync::atomic::Ordering;
    /// axes! { Batch = 2; Inputs = 1; Classes = 2; }
    /// let data = Examples::<(Inputs,), Classes>::new(vec![-1.0, 1.0, 2.0, 3.0], vec![0, 1, 1, 1])?;
    /// let net = Linear::<Inputs, Classes>::zeros();
    /// let optimizer = Sgd::new(&net, 1.0);
    /// let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss);
    /// trainer.stop_flag().store(true, Ordering::Relaxed);
    /// assert_eq!(trainer.train(&data, &data)?, End::Stopped { epoch: 0, step: 1 });
    /// assert_eq!(trainer.train(&data, &data)?, End::AllEpochs);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn stop_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stop)
    }
    /// Whether it is told to stop; it is told once.
    pub(super) fn stops(&self) -> bool {
        self.stop.swap(false, Ordering::Relaxed)
    }
}

/// Copies all parameters and states, without allocating.
pub(super) fn copy<M: Params<E>, E: Float>(from: &M, to: &mut M) {
    M::walk([from], [to], Path::ROOT, &mut |_, [from], [to]| to.copy_from_slice(from));
}
