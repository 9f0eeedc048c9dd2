//! A model alone, in a file that other programs can read.
use super::error::TrainError;
use super::tensors::{Reader, Writer, params, read};
use crate::elem::Float;
use crate::layers::Params;
use std::path::Path;

/// Saves a model as a safetensors file: every parameter and state under its path, `hidden.w`, with its shape.
///
/// - Format: safetensors, of the model's float type; a weight of `Linear` has the shape (inputs, outputs). Python reads it by
///   `safetensors.numpy.load_file`.
/// - Errors: if the file cannot be written. It is there as a whole or as it was.
///
/// ```
/// use shapeful::train::{load_model, save_model};
/// use shapeful::{Linear, Relu, Tensor, axes};
/// axes! { Inputs = 1; Hidden = 2; Classes = 2; }
/// # let folder = std::env::temp_dir().join(format!("shapeful-model-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// # let path = folder.join("net.safetensors");
/// let net = (Linear::<Inputs, Hidden> { w: Tensor::from([[1.0, 2.0]]), b: Tensor::zeros() }, Relu, Linear::<Hidden, Classes>::zeros());
/// save_model(&net, &path)?;
/// let mut same = (Linear::<Inputs, Hidden>::zeros(), Relu, Linear::<Hidden, Classes>::zeros());
/// load_model(&mut same, &path)?;
/// assert_eq!(same.0.w, [[1.0, 2.0]]);
/// # std::fs::remove_dir_all(folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn save_model<M: Params<E>, E: Float>(model: &M, path: impl AsRef<Path>) -> Result<(), TrainError> {
    let (path, mut writer) = (path.as_ref(), Writer::default());
    params("", &mut model.clone(), &mut |entry| writer.add(path, entry))?;
    writer.write(path, Default::default())
}

/// Gives a model the numbers of a safetensors file, which [`save_model`] or another program has written.
///
/// # Errors
/// If the file cannot be read, or has not exactly the names, shapes and float type of the model; the message has the name, what should
/// be there, and what is. The model is as it was then.
/// ```
/// use shapeful::train::{load_model, save_model};
/// use shapeful::{Linear, axes};
/// axes! { Inputs = 3; Classes = 2; More = 4; }
/// # let folder = std::env::temp_dir().join(format!("shapeful-load-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// # let path = folder.join("net.safetensors");
/// save_model(&Linear::<Inputs, Classes>::zeros(), &path)?;
/// let error = load_model(&mut Linear::<Inputs, More>::zeros(), &path).unwrap_err();
/// assert!(error.to_string().ends_with("`w`: expected F32 of [3, 4], found F32 of [3, 2]"));
/// # std::fs::remove_dir_all(folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn load_model<M: Params<E>, E: Float>(model: &mut M, path: impl AsRef<Path>) -> Result<(), TrainError> {
    let (path, bytes) = (path.as_ref(), read(path.as_ref())?);
    let (reader, mut names) = (Reader::new(path, &bytes)?, alloc::vec::Vec::new());
    // All of it is looked at before anything is changed.
    params("", model, &mut |entry| {
        reader.get(&entry.name, entry.dtype, Some(&entry.shape))?;
        names.push(entry.name);
        Ok(())
    })?;
    reader.has_only(&names)?;
    params("", model, &mut |entry| {
        entry.bytes.copy_from_slice(reader.get(&entry.name, entry.dtype, Some(&entry.shape))?);
        Ok(())
    })
}
