//! Named numbers in a safetensors file.
use super::error::TrainError;
use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use safetensors::{Dtype, SafeTensors, View};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[cfg(target_endian = "big")]
compile_error!("checkpoints hold numbers as little-endian machines have them in memory");

/// Numbers under a name, to be saved or to be overwritten.
pub(super) struct Entry<'a> {
    pub name: String,
    pub dtype: Dtype,
    pub shape: Vec<usize>,
    pub bytes: &'a mut [u8],
}
/// What is done with every entry.
pub(super) type OnEntry<'f> = dyn FnMut(Entry<'_>) -> Result<(), TrainError> + 'f;

/// Numbers that are to be written.
pub(super) struct Saved {
    dtype: Dtype,
    shape: Vec<usize>,
    bytes: Vec<u8>,
}
impl View for &Saved {
    fn dtype(&self) -> Dtype {
        self.dtype
    }
    fn shape(&self) -> &[usize] {
        &self.shape
    }
    fn data(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(&self.bytes)
    }
    fn data_len(&self) -> usize {
        self.bytes.len()
    }
}

pub(super) const FORMAT: &str = "shapeful checkpoint 1";

pub(super) fn wrong(file: &Path, entry: Option<&str>, expected: impl ToString, found: impl ToString) -> TrainError {
    let (file, entry) = (file.display().to_string(), entry.map(ToString::to_string));
    TrainError::Checkpoint { file, entry, expected: expected.to_string(), found: found.to_string() }
}

/// A file that is being put together.
#[derive(Default)]
pub(super) struct Writer(BTreeMap<String, Saved>);
impl Writer {
    pub fn add(&mut self, path: &Path, entry: Entry<'_>) -> Result<(), TrainError> {
        let Entry { name, dtype, shape, bytes } = entry;
        if self.0.contains_key(&name) {
            return Err(wrong(path, Some(&name), "every parameter to have a path of its own", "two of this name"));
        }
        self.0.insert(name, Saved { dtype, shape, bytes: bytes.to_vec() });
        Ok(())
    }
    /// The file is there as a whole or as it was before, whenever the power fails.
    pub fn write(&self, path: &Path) -> Result<(), TrainError> {
        let metadata = Some(("format".to_string(), FORMAT.to_string())).into_iter().collect();
        let bytes = safetensors::serialize(self.0.iter(), Some(metadata))
            .map_err(|reason| wrong(path, None, "numbers that a file can hold", reason))?;
        let mut beside = std::ffi::OsString::from(path);
        beside.push(".partial");
        let beside = PathBuf::from(beside);
        let write = || -> io::Result<()> {
            let mut file = File::create(&beside)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
            fs::rename(&beside, path)
        };
        write().map_err(|reason| wrong(path, None, "a place to write to", reason))
    }
}

/// A file whose header has been read and found consistent.
pub(super) struct Reader<'a> {
    path: &'a Path,
    tensors: SafeTensors<'a>,
}
impl<'a> Reader<'a> {
    pub fn new(path: &'a Path, bytes: &'a [u8]) -> Result<Self, TrainError> {
        let format = SafeTensors::read_metadata(bytes)
            .map_err(|reason| wrong(path, None, "a whole file of the safetensors format", reason))?;
        let format = format.1.metadata().as_ref().and_then(|metadata| metadata.get("format").cloned());
        if format.as_deref() != Some(FORMAT) {
            let found = format.map_or("none".to_string(), |format| format!("{format:?}"));
            return Err(wrong(path, None, format!("the format {FORMAT:?}"), found));
        }
        let tensors = SafeTensors::deserialize(bytes)
            .map_err(|reason| wrong(path, None, "a whole file of the safetensors format", reason))?;
        Ok(Reader { path, tensors })
    }
    /// The numbers under this name, if they are what is wanted; a shape without sizes is one of any length.
    pub fn get(&self, name: &str, dtype: Dtype, shape: Option<&[usize]>) -> Result<&'a [u8], TrainError> {
        let wanted = match shape {
            Some(shape) => format!("{dtype} of {shape:?}"),
            None => format!("{dtype} in one row"),
        };
        let tensor = self.tensors.tensor(name).map_err(|_| wrong(self.path, Some(name), &wanted, "nothing"))?;
        let fits = shape.map_or(tensor.shape().len() == 1, |shape| tensor.shape() == shape);
        if tensor.dtype() != dtype || !fits {
            let found = format!("{} of {:?}", tensor.dtype(), tensor.shape());
            return Err(wrong(self.path, Some(name), wanted, found));
        }
        Ok(tensor.data())
    }
    /// No numbers are left over that nobody has asked for.
    pub fn has_only(&self, names: &[String]) -> Result<(), TrainError> {
        let mut unknown = self.tensors.names();
        unknown.retain(|name| !names.iter().any(|known| known == name));
        unknown.sort_unstable();
        match unknown.first() {
            Some(name) => {
                Err(wrong(self.path, Some(name), "nothing, since this model has no such parameter", "numbers"))
            }
            None => Ok(()),
        }
    }
}
