//! Why training is not possible.
use alloc::string::String;
use core::fmt;

/// Why a training did not begin, or did not end well. `Display` says what to do.
///
/// ```
/// use shapeful::data::Examples;
/// use shapeful::train::{SoftmaxLoss, Trainer};
/// use shapeful::{Linear, Sgd, axes};
/// axes! { Batch = 2; Inputs = 1; Classes = 2; }
/// let data = Examples::<(Inputs,), Classes>::new(vec![-1.0, 1.0, 2.0], vec![0, 1, 1])?;
/// let net = Linear::<Inputs, Classes>::zeros();
/// let optimizer = Sgd::new(&net, 1.0);
/// assert_eq!(
///     Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).train(&data, &data).unwrap_err().to_string(),
///     "3 examples in batches of 2 leave 1: name an axis of 1 by `.rest::<dim!(1)>()`, or choose `.drop_rest()` or `.wrap()`"
/// );
/// # Ok::<(), shapeful::data::DataError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum TrainError {
    /// There are no examples, or fewer than a batch where the rest is dropped.
    TooFew {
        /// How many there are.
        examples: usize,
        /// The size of a batch.
        batch: usize,
    },
    /// The examples do not divide into batches, and what is left over was given no axis, or one of another size.
    Rest {
        /// How many there are.
        examples: usize,
        /// The size of a batch.
        batch: usize,
        /// The size of the axis that was named for the rest.
        named: Option<usize>,
    },
    /// A loss that is infinite or not a number. Nothing was learned from it. The model has the [best](super::Trainer::best) parameters.
    NotFinite {
        /// The epochs that are done.
        epoch: usize,
        /// The steps of the next epoch that are done.
        step: usize,
        /// The loss.
        loss: f64,
    },
    /// A gradient that is infinite or not a number. Nothing was learned from it. The model has the [best](super::Trainer::best) parameters.
    GradientNotFinite {
        /// The epochs that are done.
        epoch: usize,
        /// The steps of the next epoch that are done.
        step: usize,
        /// Whose gradient it is: `hidden.w`.
        param: String,
        /// What is in it.
        value: f64,
    },
    /// A step that left something infinite or not a number in the model. It has the [best](super::Trainer::best) parameters instead.
    ModelNotFinite {
        /// The epochs that are done.
        epoch: usize,
        /// The steps of the next epoch that are done.
        step: usize,
        /// What is not finite: `hidden.w`.
        param: String,
        /// What is in it.
        value: f64,
    },
    /// The training began with another number of examples.
    OtherData {
        /// How many there were.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// The training began with another loss.
    OtherObjective {
        /// The [description](super::Objective::description) of the one it began with.
        expected: String,
        /// That of the one it has now.
        found: String,
    },
    /// There is patience, and no validation set to judge by.
    NothingToWaitFor,
    /// There is no file to take the training up from, or to load.
    NoCheckpoint {
        /// Where it should be.
        file: String,
    },
    /// A file that cannot be written or read, or is of another training or model.
    Checkpoint {
        /// The file.
        file: String,
        /// The tensor or number in it, if it is about one.
        entry: Option<String>,
        /// What should be there.
        expected: String,
        /// What is there.
        found: String,
    },
    /// Something else in this program has taken Ctrl-C.
    CtrlC {
        /// What the system says.
        reason: String,
    },
}
impl fmt::Display for TrainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TrainError::TooFew { examples, batch } => {
                write!(f, "{examples} examples fill no batch of {batch}: take a smaller batch, or more examples")
            }
            TrainError::Rest { examples, batch, named } => {
                let rest = examples % batch;
                match (rest, named) {
                    (0, _) => write!(f, "{examples} examples in batches of {batch} leave none")?,
                    (rest, None) => write!(f, "{examples} examples in batches of {batch} leave {rest}")?,
                    (rest, Some(named)) => {
                        write!(f, "{examples} examples in batches of {batch} leave {rest}, not {named}")?;
                    }
                }
                match rest {
                    0 => f.write_str(": leave out `.rest`"),
                    _ => write!(
                        f,
                        ": name an axis of {rest} by `.rest::<dim!({rest})>()`, or choose `.drop_rest()` or `.wrap()`"
                    ),
                }
            }
            TrainError::NotFinite { epoch, step, loss } => {
                let (epoch, step) = (epoch + 1, step + 1);
                write!(
                    f,
                    "the loss is {loss} in step {step} of epoch {epoch}: lower the learning rate, or look at the data"
                )
            }
            TrainError::GradientNotFinite { epoch, step, param, value } => {
                let (epoch, step) = (epoch + 1, step + 1);
                write!(
                    f,
                    "the gradient of `{param}` has {value} in step {step} of epoch {epoch}: look at the data, at `on_gradient`, and at a backward of your own"
                )
            }
            TrainError::ModelNotFinite { epoch, step, param, value } => {
                let epoch = epoch + 1;
                write!(f, "`{param}` has {value} after step {step} of epoch {epoch}: lower the learning rate")
            }
            TrainError::OtherData { expected, found } => {
                write!(
                    f,
                    "the training began with {expected} examples and cannot go on with {found}: give it the same, or take its model to a new trainer"
                )
            }
            TrainError::OtherObjective { expected, found } => {
                write!(
                    f,
                    "the training began with {expected} and cannot go on with {found}: give it the same, or take its model to a new trainer"
                )
            }
            TrainError::NothingToWaitFor => f.write_str(
                "`.patience` waits for a better score on the validation set, and that has no examples: give it some",
            ),
            TrainError::NoCheckpoint { file } => write!(f, "{file}: there is no such file"),
            TrainError::Checkpoint { file, entry, expected, found } => {
                write!(f, "{file}")?;
                if let Some(entry) = entry {
                    write!(f, ", `{entry}`")?;
                }
                write!(f, ": expected {expected}, found {found}")
            }
            TrainError::CtrlC { reason } => write!(f, "cannot listen to Ctrl-C: {reason}"),
        }
    }
}
impl core::error::Error for TrainError {}
