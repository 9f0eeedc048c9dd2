//! Training: a model, a loss, an optimizer and data.
//!
//! The [`Trainer`] does what the course's `Solver` does: it shuffles, steps, counts what is right, lowers the learning rate, keeps the
//! parameters that do best on the validation set, and stops when they get no better. Whatever can be trained is an [`Objective`]; a
//! chain of layers is one with [`SoftmaxLoss`], [`SvmLoss`] or [`MseLoss`].
//!
//! ```
//! use rand::{SeedableRng, rngs::StdRng};
//! use shapeful::data::Examples;
//! use shapeful::train::{SoftmaxLoss, Trainer};
//! use shapeful::{Init, Linear, Relu, Sgd, axes, dim};
//! axes! { Batch = 4; Inputs = 2; Hidden = 32; Classes = 2; }
//! // Exclusive or: ten examples, so that batches of 4 leave 2.
//! let inputs = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]].repeat(2).concat();
//! let data = Examples::<(Inputs,), Classes>::new(inputs, [0, 1, 1, 0, 1].repeat(2))?;
//! let net = <(Linear<Inputs, Hidden>, Relu, Linear<Hidden, Classes>)>::init(&mut StdRng::seed_from_u64(1));
//! let optimizer = Sgd::new(&net, 0.1).momentum(0.9);
//! let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).rest::<dim!(2)>().epochs(50);
//! trainer.train(&data, &data)?;
//! assert_eq!(trainer.evaluate(&data), 1.0);
//! assert_eq!(trainer.history.loss.len(), 50 * 3);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#[cfg(feature = "checkpoint")]
mod checkpoint;
#[cfg(feature = "ctrlc")]
mod ctrl_c;
mod error;
mod l2;
mod losses;
#[cfg(feature = "checkpoint")]
mod model_file;
mod objective;
mod progress;
mod report;
mod run;
mod settings;
#[cfg(feature = "checkpoint")]
mod tensors;
mod trainer;

pub use error::TrainError;
pub use l2::L2;
pub use losses::{ChainWork, MseLoss, SoftmaxLoss, SvmLoss};
#[cfg(feature = "checkpoint")]
pub use model_file::{load_model, save_model};
pub use objective::{Objective, OutputFor};
pub use report::{End, EpochReport, History};
pub use trainer::Trainer;
