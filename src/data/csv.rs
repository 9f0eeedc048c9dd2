//! Files of numbers: one example in each line, separated by commas.
use super::dataset::ExampleShape;
use super::error::{DataError, Place};
use super::examples::Examples;
use super::read;
use super::targets::{Targets, finite, finite_number};
use crate::elem::Float;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use std::io::{BufRead, Read};
use std::path::Path;

/// How a file of numbers is laid out: one example in each line, its inputs and targets separated by commas.
///
/// Blank lines count as lines and are skipped; numbers stand without quotes; spaces around them do no harm, and neither do the line
/// ends and the byte order mark of spreadsheets. With the feature `gz` the file may be packed by gzip.
/// ```
/// use shapeful::data::{Csv, Examples, Side};
/// use shapeful::axes;
/// axes! { Pixels = 2; Digits = 10; }
/// let format = Csv { header: true, targets: Side::Last };
/// let data: Examples<(Pixels,), Digits> = format.parse("p0,p1,label\n0,0.5,7\n1,0.25,3\n")?;
/// assert_eq!((data.inputs(), data.targets()), (&[0.0, 0.5, 1.0, 0.25][..], &[7, 3][..]));
/// # Ok::<(), shapeful::data::DataError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Csv {
    /// Whether the first line has the names of the columns: as many as there are columns, and not numbers, unless they count them.
    pub header: bool,
    /// Where the targets stand.
    pub targets: Side,
}

/// Which columns of a line are the targets.
///
/// ```
/// use shapeful::data::{Csv, Examples, Side};
/// use shapeful::axes;
/// axes! { Pixels = 1; Digits = 10; }
/// let data: Examples<(Pixels,), Digits> = Csv { header: false, targets: Side::First }.parse("7,0.5")?;
/// assert_eq!(data.targets(), [7]);
/// # Ok::<(), shapeful::data::DataError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The first ones.
    First,
    /// The last ones.
    Last,
}

/// No number that is written for people is longer.
const LONGEST_NUMBER: u64 = 64;
/// Names may be whole questions.
const LONGEST_HEADER: u64 = 1 << 20;

impl Csv {
    /// Reads a file.
    ///
    /// # Errors
    /// The first line that is wrong, with the column, what should be there and what is.
    /// ```
    /// use shapeful::data::{Csv, Examples, Side};
    /// use shapeful::axes;
    /// axes! { Pixels = 64; Digits = 10; }
    /// let read: Result<Examples<(Pixels,), Digits>, _> = Csv { header: true, targets: Side::Last }.read("no such file.csv");
    /// assert!(read.unwrap_err().to_string().starts_with("no such file.csv: expected a file, found "));
    /// ```
    pub fn read<X: ExampleShape, T: Targets<E>, E: Float>(
        self,
        path: impl AsRef<Path>,
    ) -> Result<Examples<X, T, E>, DataError> {
        let path = path.as_ref();
        read::open(path).and_then(|mut file| self.read_from(&mut file)).map_err(|error| error.in_file(path))
    }
    /// Reads text that is there already.
    ///
    /// # Errors
    /// As [`read`](Csv::read).
    /// ```
    /// use shapeful::data::{Csv, Examples, Side};
    /// use shapeful::axes;
    /// axes! { Pixels = 2; Digits = 10; }
    /// let read: Result<Examples<(Pixels,), Digits>, _> = Csv { header: false, targets: Side::Last }.parse("1,2,7\n1,7\n");
    /// assert_eq!(read.unwrap_err().to_string(), "line 2: expected 3 columns, 2 for inputs and 1 for targets, found 2");
    /// ```
    pub fn parse<X: ExampleShape, T: Targets<E>, E: Float>(self, text: &str) -> Result<Examples<X, T, E>, DataError> {
        self.read_from(&mut text.as_bytes())
    }
    fn read_from<X: ExampleShape, T: Targets<E>, E: Float>(
        self,
        file: &mut dyn BufRead,
    ) -> Result<Examples<X, T, E>, DataError> {
        let columns = X::LEN + T::LEN;
        let longest_row = columns as u64 * (LONGEST_NUMBER + 1) + LONGEST_NUMBER;
        let (mut inputs, mut targets, mut bytes, mut line) = (Vec::new(), Vec::new(), Vec::new(), 0);
        let mut header = self.header;
        loop {
            bytes.clear();
            let longest = if header { longest_row.max(LONGEST_HEADER) } else { longest_row };
            file.take(longest + 1).read_until(b'\n', &mut bytes).map_err(|reason| read::unreadable(&reason))?;
            line += 1;
            let place = Place::Line(line);
            if bytes.is_empty() {
                break;
            }
            if bytes.len() as u64 > longest {
                let what = if header { "names" } else { "numbers" };
                let expected = format!("at most {longest} characters, which is enough for {columns} {what}");
                return Err(DataError::new(place, expected, "more"));
            }
            let text =
                core::str::from_utf8(&bytes).map_err(|_| DataError::new(place, "text in UTF-8", "other bytes"))?;
            let text = if line == 1 { text.strip_prefix('\u{feff}').unwrap_or(text) } else { text }.trim();
            if text.is_empty() {
                continue;
            }
            if header {
                check_names(text, columns).map_err(|(expected, found)| DataError::new(place, expected, found))?;
                header = false;
                continue;
            }
            let found = text.split(',').count();
            if found != columns {
                let expected = format!("{columns} columns, {} for inputs and {} for targets", X::LEN, T::LEN);
                return Err(DataError::new(place, expected, found));
            }
            inputs.try_reserve(X::LEN).map_err(read::no_memory)?;
            targets.try_reserve(T::LEN).map_err(read::no_memory)?;
            let first_input = if self.targets == Side::First { T::LEN } else { 0 };
            for (column, field) in text.split(',').map(str::trim).enumerate() {
                let value = field.parse::<f64>().ok();
                let is_input = (first_input..first_input + X::LEN).contains(&column);
                let taken = if is_input {
                    value.and_then(finite).map(|x| inputs.push(x))
                } else {
                    value.and_then(T::number).map(|target| targets.push(target))
                };
                if taken.is_none() {
                    let wanted = if is_input { finite_number::<E>() } else { T::expected() };
                    let expected = format!("in column {} {wanted}", column + 1);
                    return Err(DataError::new(place, expected, format!("{field:?}")));
                }
            }
        }
        if targets.is_empty() {
            return Err(DataError::new(Place::Whole, "at least one example", "none"));
        }
        Examples::new(inputs, targets)
    }
}

/// Whether the first line can have the names of so many columns, or else what was expected and found. A name with commas in it stands
/// in quotes. Names that are numbers count the columns, as pandas' do; other numbers are an example.
fn check_names(text: &str, columns: usize) -> Result<(), (String, String)> {
    let mut quoted = false;
    let is_end = |letter: char| {
        quoted ^= letter == '"';
        letter == ',' && !quoted
    };
    let found = text.split(is_end).count();
    if found != columns {
        return Err((format!("the names of {columns} columns"), format!("{found}")));
    }
    let numbers: Option<Vec<f64>> = text.split(',').map(|field| field.trim().parse().ok()).collect();
    match numbers {
        Some(numbers) if numbers.windows(2).any(|pair| pair[1] != pair[0] + 1.0) => {
            Err(("the names of the columns, since `header` is true".into(), "numbers".into()))
        }
        _ => Ok(()),
    }
}
