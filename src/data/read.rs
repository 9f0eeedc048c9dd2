//! Files, plain or gzipped, read without trusting them.
use super::error::{DataError, Place};
use alloc::boxed::Box;
use alloc::format;
use alloc::vec::Vec;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

pub(super) fn unreadable(reason: &io::Error) -> DataError {
    let expected = match reason.kind() {
        io::ErrorKind::NotFound => "a file",
        io::ErrorKind::UnexpectedEof => "all of the packed data",
        _ => "a file that can be read",
    };
    DataError::new(Place::Whole, expected, reason)
}

/// What is in the file. Its first two bytes say whether it is packed, not its name.
pub(super) fn open(path: &Path) -> Result<Box<dyn BufRead>, DataError> {
    let mut file = BufReader::new(File::open(path).map_err(|reason| unreadable(&reason))?);
    let packed = file.fill_buf().map_err(|reason| unreadable(&reason))?.starts_with(&[0x1f, 0x8b]);
    match packed {
        false => Ok(Box::new(file)),
        #[cfg(feature = "gz")]
        true => Ok(Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(file)))),
        #[cfg(not(feature = "gz"))]
        true => Err(DataError::new(
            Place::Byte(0),
            "a plain file, since shapeful is built without its feature `gz`",
            "one that gzip has packed",
        )),
    }
}

/// Exactly so many bytes and then the end of the file. Memory is taken as bytes come in, not as they are promised.
pub(super) fn exactly(file: &mut dyn BufRead, start: u64, len: u64, what: &str) -> Result<Vec<u8>, DataError> {
    let mut bytes = Vec::new();
    file.take(len.saturating_add(1)).read_to_end(&mut bytes).map_err(|reason| unreadable(&reason))?;
    let found = bytes.len() as u64;
    if found == len {
        return Ok(bytes);
    }
    let found = if found > len { format!("more than {len}") } else { format!("{found}") };
    Err(DataError::new(Place::Byte(start), format!("{len} bytes: {what}"), found))
}
