//! Files, plain or gzipped, read without trusting them.
use super::error::{DataError, Place};
use crate::elem::Float;
use alloc::boxed::Box;
use alloc::collections::TryReserveError;
use alloc::format;
use alloc::vec::Vec;
#[cfg(feature = "gz")]
use flate2::bufread::GzDecoder;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

pub(super) fn unreadable(reason: &io::Error) -> DataError {
    let expected = match reason.kind() {
        io::ErrorKind::NotFound => "a file",
        io::ErrorKind::UnexpectedEof => "all of the packed data",
        io::ErrorKind::InvalidData => "nothing but zeros after the packed data",
        io::ErrorKind::OutOfMemory => "memory for all of the file",
        _ => "a file that can be read",
    };
    DataError::new(Place::Whole, expected, reason)
}

/// What gzip has packed, part after part. Zeros may follow, which fill up blocks and tapes; `gunzip` passes over them, too.
#[cfg(feature = "gz")]
struct Unpacked(Option<GzDecoder<BufReader<File>>>);
#[cfg(feature = "gz")]
impl Read for Unpacked {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        while let Some(part) = &mut self.0 {
            let count = part.read(bytes)?;
            if count > 0 || bytes.is_empty() {
                return Ok(count);
            }
            let Some(mut file) = self.0.take().map(GzDecoder::into_inner) else { break };
            let zeros = |bytes: &[u8]| bytes.iter().take_while(|&&byte| byte == 0).count();
            let mut skipped = usize::MAX;
            while skipped > 0 {
                skipped = zeros(file.fill_buf()?);
                file.consume(skipped);
            }
            match file.fill_buf()?.first() {
                None => {}
                Some(0x1f) => self.0 = Some(GzDecoder::new(file)),
                Some(_) => return Err(io::Error::new(io::ErrorKind::InvalidData, "other bytes")),
            }
        }
        Ok(0)
    }
}

/// What is in the file. Its first two bytes say whether it is packed, not its name.
pub(super) fn open(path: &Path) -> Result<Box<dyn BufRead>, DataError> {
    let mut file = BufReader::new(File::open(path).map_err(|reason| unreadable(&reason))?);
    let packed = file.fill_buf().map_err(|reason| unreadable(&reason))?.starts_with(&[0x1f, 0x8b]);
    match packed {
        false => Ok(Box::new(file)),
        #[cfg(feature = "gz")]
        true => Ok(Box::new(BufReader::new(Unpacked(Some(GzDecoder::new(file)))))),
        #[cfg(not(feature = "gz"))]
        true => Err(DataError::new(
            Place::Byte(0),
            "a plain file, since shapeful is built without its feature `gz`",
            "one that gzip has packed",
        )),
    }
}

/// There is no memory for what a file, packed, has in it.
pub(super) fn no_memory(_: TryReserveError) -> DataError {
    DataError::new(Place::Whole, "memory for all examples", "too little of it")
}

/// Bytes as numbers from 0 to 1.
pub(super) fn append_bytes<E: Float>(numbers: &mut Vec<E>, bytes: impl Iterator<Item = u8>) {
    numbers.extend(bytes.map(|byte| E::of(f64::from(byte) / 255.0)));
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
