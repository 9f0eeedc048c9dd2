//! What is set before the training.
#[cfg(any(feature = "ctrlc", not(feature = "checkpoint")))]
use super::error::TrainError;
use super::report::EpochReport;
use super::trainer::Trainer;
use crate::dim::Dim;
use crate::elem::Float;
use crate::layers::Params;
use crate::optim::Schedule;
use alloc::boxed::Box;
use alloc::string::String;

/// Where the training is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Place {
    /// The length of the training set, once there is one.
    pub examples: usize,
    /// What the loss says it is, once it was asked.
    pub objective: Option<String>,
    /// The epochs that are done.
    pub epoch: usize,
    /// The steps of the current epoch that are done.
    pub step: usize,
    /// The best score on the validation set.
    pub best: Option<f64>,
    /// The epochs since then.
    pub since_best: usize,
    /// Whether the best parameters are in the model, and the last ones beside it.
    pub ended: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Settings<E: Float> {
    pub epochs: usize,
    pub seed: u64,
    pub rest: RestPolicy,
    pub rate: Rate<E>,
    pub train_samples: usize,
    pub patience: Option<usize>,
    #[cfg(feature = "checkpoint")]
    pub checkpoint: Option<std::path::PathBuf>,
    #[cfg(feature = "progress")]
    pub progress: bool,
    #[cfg(feature = "ctrlc")]
    pub ctrl_c: bool,
}
impl<E: Float> Default for Settings<E> {
    fn default() -> Self {
        Settings {
            epochs: 10,
            seed: 0,
            rest: RestPolicy::NoneLeft,
            rate: Rate::OfTheOptimizer,
            train_samples: 1000,
            patience: None,
            #[cfg(feature = "checkpoint")]
            checkpoint: None,
            #[cfg(feature = "progress")]
            progress: false,
            #[cfg(feature = "ctrlc")]
            ctrl_c: false,
        }
    }
}

/// What becomes of the examples that full batches leave over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RestPolicy {
    NoneLeft,
    Named,
    Dropped,
    Wrapped,
}

/// Who sets the learning rate.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rate<E: Float> {
    OfTheOptimizer,
    Decay(E),
    Schedule(Schedule<E>),
}

impl<M: Params<E>, O, L, N: Dim, R: Dim, E: Float> Trainer<M, O, L, N, R, E> {
    /// The last batch of an epoch has `Rest` examples, which is what full batches leave over. Its gradient is the mean over these.
    ///
    /// ```
    /// use shapeful::data::Examples;
    /// use shapeful::train::{SoftmaxLoss, Trainer};
    /// use shapeful::{Linear, Sgd, axes, dim};
    /// axes! { Batch = 2; Inputs = 1; Classes = 2; }
    /// let data = Examples::<(Inputs,), Classes>::new(vec![-1.0, 1.0, 2.0], vec![0, 1, 1])?;
    /// let net = Linear::<Inputs, Classes>::zeros();
    /// let optimizer = Sgd::new(&net, 1.0);
    /// let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).rest::<dim!(1)>().epochs(3);
    /// trainer.train(&data, &data)?;
    /// assert_eq!(trainer.history.loss.len(), 3 * 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn rest<Rest: Dim>(mut self) -> Trainer<M, O, L, N, Rest, E> {
        self.settings.rest = RestPolicy::Named;
        self.with_sizes()
    }
    /// What full batches leave over is not trained on in this epoch. The next one has another order, and leaves over others.
    ///
    /// ```
    /// use shapeful::data::Examples;
    /// use shapeful::train::{SoftmaxLoss, Trainer};
    /// use shapeful::{Linear, Sgd, axes};
    /// axes! { Batch = 2; Inputs = 1; Classes = 2; }
    /// let data = Examples::<(Inputs,), Classes>::new(vec![-1.0, 1.0, 2.0], vec![0, 1, 1])?;
    /// let net = Linear::<Inputs, Classes>::zeros();
    /// let optimizer = Sgd::new(&net, 1.0);
    /// let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).drop_rest().epochs(3);
    /// trainer.train(&data, &data)?;
    /// assert_eq!(trainer.history.loss.len(), 3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn drop_rest(mut self) -> Trainer<M, O, L, N, N, E> {
        self.settings.rest = RestPolicy::Dropped;
        self.with_sizes()
    }
    /// The last batch of an epoch is filled up with the first examples of the next one's order, which are trained on then, too.
    ///
    /// ```
    /// use shapeful::data::Examples;
    /// use shapeful::train::{SoftmaxLoss, Trainer};
    /// use shapeful::{Linear, Sgd, axes};
    /// axes! { Batch = 2; Inputs = 1; Classes = 2; }
    /// let data = Examples::<(Inputs,), Classes>::new(vec![-1.0, 1.0, 2.0], vec![0, 1, 1])?;
    /// let net = Linear::<Inputs, Classes>::zeros();
    /// let optimizer = Sgd::new(&net, 1.0);
    /// let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).wrap().epochs(3);
    /// trainer.train(&data, &data)?;
    /// assert_eq!(trainer.history.loss.len(), 3 * 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn wrap(mut self) -> Trainer<M, O, L, N, N, E> {
        self.settings.rest = RestPolicy::Wrapped;
        self.with_sizes()
    }
}

/// A setting, and what it is set to by a function of one line.
macro_rules! settings { ($($(#[$attribute:meta])* $name:ident($($argument:ident: $type:ty)?) $field:ident = $value:expr;)*) => {
    impl<M: Params<E>, O, L, N: Dim, R: Dim, E: Float> Trainer<M, O, L, N, R, E> { $(
        $(#[$attribute])*
        pub fn $name(mut self $(, $argument: $type)?) -> Self {
            self.settings.$field = $value;
            self
        }
    )* }
} }
settings! {
    /// How often to go through the training set; 10 unless set.
    ///
    /// ```
    /// # use shapeful::{Linear, Sgd, axes, data::Examples, train::{SoftmaxLoss, Trainer}};
    /// # axes! { Batch = 1; Inputs = 1; Classes = 2; }
    /// # let data = Examples::<(Inputs,), Classes>::new(vec![1.0], vec![1])?;
    /// # let net = Linear::<Inputs, Classes>::zeros();
    /// # let optimizer = Sgd::new(&net, 1.0);
    /// let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).epochs(3);
    /// trainer.train(&data, &data)?;
    /// assert_eq!(trainer.history.loss.len(), 3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    epochs(epochs: usize) epochs = epochs;
    /// Decides the order of the examples in every epoch; 0 unless set.
    ///
    /// ```
    /// # use shapeful::{Linear, Sgd, axes, data::Examples, train::{SoftmaxLoss, Trainer}};
    /// # axes! { Batch = 1; Inputs = 1; Classes = 2; }
    /// # let data = Examples::<(Inputs,), Classes>::new((0..9).map(|x| x as f32).collect(), vec![0, 1, 0, 1, 0, 1, 0, 1, 0])?;
    /// let losses = |seed| {
    ///     let net = Linear::<Inputs, Classes>::zeros();
    ///     let optimizer = Sgd::new(&net, 0.1);
    ///     let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).seed(seed);
    ///     trainer.train(&data, &data).map(|_| trainer.history.loss)
    /// };
    /// assert_eq!(losses(1)?, losses(1)?);
    /// assert_ne!(losses(1)?, losses(2)?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    seed(seed: u64) seed = seed;
    /// The learning rate is multiplied by this after every epoch: the course's `lr_decay`.
    ///
    /// ```
    /// # use shapeful::{Linear, Sgd, axes, data::Examples, train::{SoftmaxLoss, Trainer}};
    /// # axes! { Batch = 1; Inputs = 1; Classes = 2; }
    /// # let data = Examples::<(Inputs,), Classes>::new(vec![1.0], vec![1])?;
    /// # let net = Linear::<Inputs, Classes>::zeros();
    /// let optimizer = Sgd::new(&net, 1.0);
    /// let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).learning_rate_decay(0.5).epochs(3);
    /// trainer.train(&data, &data)?;
    /// assert_eq!(trainer.optimizer.learning_rate, 0.125);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    learning_rate_decay(factor: E) rate = Rate::Decay(factor);
    /// The learning rate of every step, instead of the optimizer's and of any decay.
    ///
    /// ```
    /// # use shapeful::{Linear, Sgd, Schedule, axes, data::Examples, train::{SoftmaxLoss, Trainer}};
    /// # axes! { Batch = 1; Inputs = 1; Classes = 2; }
    /// # let data = Examples::<(Inputs,), Classes>::new(vec![1.0], vec![1])?;
    /// # let net = Linear::<Inputs, Classes>::zeros();
    /// let optimizer = Sgd::new(&net, 1.0);
    /// let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).schedule(Schedule::step(0.4, 2, 0.5)).epochs(4);
    /// trainer.train(&data, &data)?;
    /// assert_eq!(trainer.optimizer.learning_rate, 0.2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    schedule(schedule: Schedule<E>) rate = Rate::Schedule(schedule);
    /// How many examples of the training set are looked at for its score after an epoch; 1000 unless set. They are the same ones each
    /// time.
    ///
    /// ```
    /// # use shapeful::{Linear, Sgd, axes, data::Examples, train::{SoftmaxLoss, Trainer}};
    /// # axes! { Batch = 1; Inputs = 1; Classes = 2; }
    /// # let data = Examples::<(Inputs,), Classes>::new(vec![1.0, -1.0, 2.0], vec![1, 1, 0])?;
    /// # let net = Linear::<Inputs, Classes>::zeros();
    /// # let optimizer = Sgd::new(&net, 1.0);
    /// let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).num_train_samples(1);
    /// trainer.train(&data, &data)?;
    /// assert!(trainer.history.train_scores.iter().all(|&score| score == 0.0 || score == 1.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    num_train_samples(samples: usize) train_samples = samples;
    /// Ends the training when so many epochs in a row have not done better on the validation set than the best one before. The first
    /// epoch has none before it.
    ///
    /// ```
    /// # use shapeful::{Linear, Sgd, axes, data::Examples, train::{End, SoftmaxLoss, Trainer}};
    /// # axes! { Batch = 1; Inputs = 1; Classes = 2; }
    /// # let data = Examples::<(Inputs,), Classes>::new(vec![1.0], vec![1])?;
    /// # let net = Linear::<Inputs, Classes>::zeros();
    /// # let optimizer = Sgd::new(&net, 1.0);
    /// let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).epochs(100).patience(2);
    /// assert_eq!(trainer.train(&data, &data)?, End::NoBetter { epoch: 3 });
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    patience(epochs: usize) patience = Some(epochs);
    /// Shows a bar of the steps on the terminal (stderr), with the epoch and the loss of the latest step. What
    /// [`on_epoch`](Trainer::on_epoch) prints stands above it.
    #[cfg(feature = "progress")]
    progress() progress = true;
}

impl<M: Params<E>, O, L, N: Dim, R: Dim, E: Float> Trainer<M, O, L, N, R, E> {
    /// Calls `f` with the gradient before every step, to look at it or to change it.
    ///
    /// ```
    /// # use shapeful::{Linear, Sgd, axes, clip_grad_norm, data::Examples, train::{SoftmaxLoss, Trainer}};
    /// # axes! { Batch = 1; Inputs = 1; Classes = 2; }
    /// # let data = Examples::<(Inputs,), Classes>::new(vec![100.0], vec![1])?;
    /// # let net = Linear::<Inputs, Classes>::zeros();
    /// # let optimizer = Sgd::new(&net, 1.0);
    /// let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss)
    ///     .epochs(1)
    ///     .on_gradient(|grad| { clip_grad_norm(grad, 0.5); });
    /// trainer.train(&data, &data)?;
    /// assert!((trainer.model.w.dot(&trainer.model.w) - 0.25).abs() < 1e-3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn on_gradient(mut self, f: impl FnMut(&mut M) + Send + 'static) -> Self {
        self.on_gradient = Some(Box::new(f));
        self
    }
    /// Calls `f` after every epoch. It may print, beside a bar, too.
    ///
    /// ```
    /// # use shapeful::{Linear, Sgd, axes, data::Examples, train::{SoftmaxLoss, Trainer}};
    /// # axes! { Batch = 1; Inputs = 1; Classes = 2; }
    /// # let data = Examples::<(Inputs,), Classes>::new(vec![1.0], vec![1])?;
    /// # let net = Linear::<Inputs, Classes>::zeros();
    /// # let optimizer = Sgd::new(&net, 1.0);
    /// let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).on_epoch(|report| println!("{report}"));
    /// # trainer.train(&data, &data)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn on_epoch(mut self, f: impl FnMut(&EpochReport) + Send + 'static) -> Self {
        self.on_epoch = Some(Box::new(f));
        self
    }
    /// Ctrl-C ends the training after the current step, as [`stop_flag`](Trainer::stop_flag) does; pressed again before that, it ends the
    /// program. It ends the program, too, with exit code 130, when no training that listens to it runs.
    ///
    /// The same holds for the signals that ask a program to end, SIGTERM and SIGHUP. All trainings of a program that listen are told.
    ///
    /// # Errors
    /// If something else in this program has taken Ctrl-C.
    #[cfg(feature = "ctrlc")]
    pub fn stop_on_ctrl_c(mut self) -> Result<Self, TrainError> {
        super::ctrl_c::take()?;
        self.settings.ctrl_c = true;
        Ok(self)
    }
    #[cfg(not(feature = "checkpoint"))]
    pub(super) fn try_checkpoint_path(&self) -> Result<(), TrainError> {
        Ok(())
    }
    #[cfg(not(feature = "checkpoint"))]
    pub(super) fn save_if_asked(&mut self) -> Result<(), TrainError> {
        Ok(())
    }
}
