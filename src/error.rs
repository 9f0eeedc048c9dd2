//! What can be wrong with data that comes in at run time.
use crate::shape::{AxisName, ShapeName};
use core::fmt;

/// Data that does not fit the types it was meant for.
///
/// ```
/// use shapeful::{Tensor, axes};
/// axes! { Batch = 2; Pixels = 3; }
/// let error = Tensor::<(Batch, Pixels)>::from_slice(&[1.0; 5]).unwrap_err();
/// assert_eq!(error.to_string(), "(Batch = 2, Pixels = 3) holds 6 numbers, and 5 were given");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// A slice or vector of another length than the shape holds.
    ///
    /// ```
    /// use shapeful::{Error, Tensor, dim};
    /// let error = Tensor::<(dim!(2), dim!(3))>::try_from(vec![1.0; 5]).unwrap_err();
    /// assert!(matches!(error, Error::Length { expected: 6, found: 5, .. }));
    /// ```
    Length {
        /// The shape that was to be filled.
        shape: ShapeName,
        /// The number of elements it holds.
        expected: usize,
        /// The number of elements given.
        found: usize,
    },
    /// A label or index that is no position on its axis.
    ///
    /// ```
    /// use shapeful::{Error, Labels, dim};
    /// let error = Labels::<dim!(2), dim!(10)>::new([9, 10]).unwrap_err();
    /// assert!(matches!(error, Error::OutOfRange { position: 1, found: 10, .. }));
    /// ```
    OutOfRange {
        /// The axis it should be on.
        axis: AxisName,
        /// Which of the labels it is, counted from 0.
        position: usize,
        /// The label.
        found: i128,
    },
    /// A probability to keep that is none, or is 0.
    ///
    /// ```
    /// use shapeful::{Error, Keep};
    /// let error = Keep::new(1.5).unwrap_err();
    /// assert!(matches!(error, Error::Probability { keep: 1.5 }));
    /// ```
    Probability {
        /// The probability to keep.
        keep: f64,
    },
    /// A smoothing of labels that is no part of 1.
    ///
    /// ```
    /// use shapeful::{Error, Smoothing};
    /// let error = Smoothing::new(-0.5).unwrap_err();
    /// assert!(matches!(error, Error::Smoothing { part: -0.5 }));
    /// ```
    Smoothing {
        /// The part of the target that all classes should share.
        part: f64,
    },
}
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Length { shape, expected, found } => {
                write!(f, "{shape} holds {expected} numbers, and {found} were given")
            }
            Error::OutOfRange { axis, position, found } => {
                write!(f, "label {found} at position {position} is not on the axis {axis}, whose places count from 0")
            }
            Error::Probability { keep } => {
                write!(f, "a probability to keep is above 0 and at most 1, and {keep} was given")
            }
            Error::Smoothing { part } => write!(f, "a smoothing of labels is from 0 to 1, and {part} was given"),
        }
    }
}
impl core::error::Error for Error {}
