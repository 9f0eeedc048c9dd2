//! Named numbers in a safetensors file.
use super::error::TrainError;
use crate::elem::Float;
use crate::layers::{Params, Path as ParamPath};
use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use bytemuck::{Pod, bytes_of_mut, cast_slice_mut};
use safetensors::{Dtype, SafeTensors, View};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
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

/// What a file says of itself.
pub(super) type Words = BTreeMap<String, String>;
/// Where it says what it is.
pub(super) const FORMAT: &str = "format";
/// Where it says what its numbers and words add up to.
const CHECKSUM: &str = "crc32";

/// Of everything in the file, in the order of the names.
fn checksum<'a>(
    words: impl IntoIterator<Item = (&'a String, &'a String)>,
    numbers: impl IntoIterator<Item = (&'a str, &'a [u8])>,
) -> String {
    let mut crc = crc32fast::Hasher::new();
    let mut add = |name: &str, bytes: &[u8]| {
        crc.update(name.as_bytes());
        crc.update(&(bytes.len() as u64).to_le_bytes());
        crc.update(bytes);
    };
    words.into_iter().filter(|(name, _)| *name != CHECKSUM).for_each(|(name, word)| add(name, word.as_bytes()));
    numbers.into_iter().for_each(|(name, bytes)| add(name, bytes));
    format!("{:08x}", crc.finalize())
}

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
    pub fn write(&self, path: &Path, mut words: Words) -> Result<(), TrainError> {
        let sum = checksum(&words, self.0.iter().map(|(name, saved)| (&**name, &*saved.bytes)));
        words.insert(CHECKSUM.into(), sum);
        let bytes = safetensors::serialize(self.0.iter(), Some(words.into_iter().collect()))
            .map_err(|reason| wrong(path, None, "numbers that a file can hold", reason))?;
        let beside = beside(path);
        let write = || -> io::Result<()> {
            let mut file = File::create(&beside)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
            fs::rename(&beside, path)
        };
        write().map_err(|reason| wrong(path, None, PLACE, reason))
    }
}
const PLACE: &str = "a place to write to";
/// Where a file is put together.
fn beside(path: &Path) -> PathBuf {
    let mut beside = std::ffi::OsString::from(path);
    beside.push(".partial");
    beside.into()
}
/// Whether a file could be written here. What is there stays as it is.
pub(super) fn try_place(path: &Path) -> Result<(), TrainError> {
    if path.is_dir() {
        return Err(wrong(path, None, PLACE, "a folder"));
    }
    let beside = beside(path);
    File::create(&beside).and_then(|_| fs::remove_file(&beside)).map_err(|reason| wrong(path, None, PLACE, reason))
}

/// What is in the file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, TrainError> {
    fs::read(path).map_err(|reason| match reason.kind() {
        ErrorKind::NotFound => TrainError::NoCheckpoint { file: path.display().to_string() },
        _ => wrong(path, None, "a file that can be read", reason),
    })
}

/// A file whose header has been read and found consistent, and whose numbers add up.
pub(super) struct Reader<'a> {
    path: &'a Path,
    tensors: SafeTensors<'a>,
    words: Words,
}
impl<'a> Reader<'a> {
    pub fn new(path: &'a Path, bytes: &'a [u8]) -> Result<Self, TrainError> {
        let whole = |reason| wrong(path, None, "a whole file of the safetensors format", reason);
        let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(whole)?;
        let words: Words = metadata.metadata().clone().into_iter().flatten().collect();
        let tensors = SafeTensors::deserialize(bytes).map_err(whole)?;
        let is_ours = words.get(FORMAT).is_some_and(|format| format.starts_with("shapeful"));
        // Files from elsewhere have none.
        if let Some(expected) = words.get(CHECKSUM).or(is_ours.then_some(&String::new())) {
            let mut names = tensors.names();
            names.sort_unstable();
            let numbers = names.into_iter().filter_map(|name| Some((name, tensors.tensor(name).ok()?.data())));
            let found = checksum(&words, numbers);
            if found != *expected {
                let (expected, found) = (format!("the checksum {expected}"), format!("{found}: the file is damaged"));
                return Err(wrong(path, None, expected, found));
            }
        }
        Ok(Reader { path, tensors, words })
    }
    /// Whether the file says this of itself.
    pub fn says(&self, name: &str, expected: &str) -> Result<(), TrainError> {
        match self.words.get(name) {
            Some(found) if found == expected => Ok(()),
            found => Err(wrong(self.path, Some(name), expected, found.map_or("nothing", String::as_str))),
        }
    }
    /// What the file says of itself.
    pub fn word(&self, name: &str) -> Option<&String> {
        self.words.get(name)
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

pub(super) fn dtype<E: Float>() -> Dtype {
    if size_of::<E>() == 4 { Dtype::F32 } else { Dtype::F64 }
}
pub(super) fn number<T: Pod>(name: &str, dtype: Dtype, value: &mut T, f: &mut OnEntry<'_>) -> Result<(), TrainError> {
    f(Entry { name: name.into(), dtype, shape: Vec::new(), bytes: bytes_of_mut(value) })
}
/// All parameters and states of a model, under their paths, with this before them.
pub(super) fn params<M: Params<E>, E: Float>(of: &str, model: &mut M, f: &mut OnEntry<'_>) -> Result<(), TrainError> {
    let mut result = Ok(());
    M::walk([], [model], ParamPath::ROOT, &mut |param, [], [values]| {
        if result.is_ok() {
            let name = format!("{of}{}", param.path);
            let (dtype, shape) = (dtype::<E>(), param.shape.dims().collect());
            result = f(Entry { name, dtype, shape, bytes: cast_slice_mut(values) });
        }
    });
    result
}
