//! Data of a length that is known at run time, in batches whose shapes are types.
//!
//! - A [`Dataset`] fills batches of any size; [`Examples`] is one that lies in memory: inputs of shape `X`, and for each a class or
//!   real numbers. It is read from [files of numbers](Csv), from [IDX files](Examples::from_idx) as MNIST has them, from the
//!   [CIFAR-10 folder](Examples::from_cifar10), or with the feature `image` from
#![cfg_attr(feature = "image", doc = "  [folders of images](Examples::from_image_folders).")]
#![cfg_attr(not(feature = "image"), doc = "  folders of images.")]
//! - [`split`](Examples::split) and [`folds`] make training, validation and test sets, [`Normalization`] takes mean and deviation from
//!   one of them and gives them to all.
#![cfg_attr(
    feature = "rand",
    doc = "- [`Augmented`] moves and mirrors images anew in every epoch, the same for the same seed."
)]
//!
//! Files are not trusted: a header that promises more than there is, is an error that says what was expected, what was found, and
//! where, and nothing is allocated on its word.
#[cfg(feature = "rand")]
mod augment;
mod cifar;
mod csv;
mod dataset;
mod error;
mod examples;
mod folds;
mod idx;
#[cfg(feature = "image")]
mod images;
mod normalization;
mod read;
mod targets;

#[cfg(feature = "rand")]
pub use augment::{Augment, Augmented, HorizontalFlip, RandomCrop};
pub use csv::{Csv, Side};
pub use dataset::{Dataset, ExampleShape, HasChannels, ImageShape};
pub use error::{DataError, Place};
pub use examples::Examples;
pub use folds::folds;
#[cfg(feature = "rand")]
pub(crate) use folds::{shuffle, shuffled};
pub use normalization::Normalization;
pub use targets::Targets;
