//! What is wrong with a file of data.
use alloc::string::{String, ToString};
use core::fmt;
use std::path::{Path, PathBuf};

/// Data that cannot be read, or is not what was asked for: the file, the place in it, what was expected and what was found.
///
/// ```
/// use shapeful::data::{Csv, DataError, Examples, Side};
/// use shapeful::axes;
/// axes! { Pixels = 2; Digits = 10; }
/// let read: Result<Examples<(Pixels,), Digits>, DataError> = Csv { header: false, targets: Side::Last }.parse("1,2,7\n3,4,ten\n");
/// assert_eq!(
///     read.unwrap_err().to_string(),
///     "line 2: expected in column 3 a place on the axis Digits = 10, counted from 0, found \"ten\""
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataError {
    /// The file, if there is one.
    pub file: Option<PathBuf>,
    /// Where in it.
    pub place: Place,
    /// What should be there.
    pub expected: String,
    /// What is there.
    pub found: String,
}

/// A place in a file or a set of examples.
///
/// ```
/// use shapeful::data::Place;
/// assert_eq!(Place::Line(3).to_string(), "line 3");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// All of it.
    Whole,
    /// A line of text; the first is 1.
    Line(u64),
    /// A byte of the (unpacked) file; the first is 0.
    Byte(u64),
    /// An example; the first is 0.
    Example(usize),
}

impl DataError {
    /// An error without a file.
    ///
    /// ```
    /// use shapeful::data::{DataError, Place};
    /// let error = DataError::new(Place::Example(5), "a caption of 16 words", 17);
    /// assert_eq!(error.to_string(), "example 5: expected a caption of 16 words, found 17");
    /// ```
    pub fn new(place: Place, expected: impl Into<String>, found: impl ToString) -> Self {
        DataError { file: None, place, expected: expected.into(), found: found.to_string() }
    }
    /// The same error, in this file.
    ///
    /// ```
    /// use shapeful::data::{DataError, Place};
    /// let error = DataError::new(Place::Byte(0), "the number 2051", 2049).in_file("images.idx");
    /// assert_eq!(error.to_string(), "images.idx, byte 0: expected the number 2051, found 2049");
    /// ```
    pub fn in_file(self, file: impl AsRef<Path>) -> Self {
        DataError { file: Some(file.as_ref().to_path_buf()), ..self }
    }
}
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Whole => f.write_str("as a whole"),
            Place::Line(line) => write!(f, "line {line}"),
            Place::Byte(byte) => write!(f, "byte {byte}"),
            Place::Example(example) => write!(f, "example {example}"),
        }
    }
}
impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DataError { file, place, expected, found } = self;
        if let Some(file) = file {
            write!(f, "{}", file.display())?;
        }
        match (file, place) {
            (Some(_), Place::Whole) => f.write_str(": ")?,
            (None, Place::Whole) => {}
            (Some(_), place) => write!(f, ", {place}: ")?,
            (None, place) => write!(f, "{place}: ")?,
        }
        write!(f, "expected {expected}, found {found}")
    }
}
impl core::error::Error for DataError {}
