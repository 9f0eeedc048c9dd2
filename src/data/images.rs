//! Folders of images: a sub-folder for each class.
use super::dataset::ExampleShape;
use super::error::{DataError, Place};
use super::examples::Examples;
use super::read::{append_bytes, no_memory, unreadable};
use crate::dim::Dim;
use crate::elem::Float;
use crate::shape::ShapeName;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use image::ImageReader;
use std::fs;
use std::path::{Path, PathBuf};

impl<X, C: Dim, E: Float> Examples<X, C, E> {
    /// PNG and JPEG images, a sub-folder for each class; also the names of the classes, which are in alphabetical order, as the
    /// images of each are.
    ///
    /// - Shapes: `X` is `(Channels, Height, Width)`: 3 channels are red, green and blue from 0 to 1, and 1 channel is grey.
    /// - Errors: an image of another size or with transparent pixels, a file that is none, another number of sub-folders than the
    ///   classes of `C`, and no image at all. Files whose name begins with a dot are passed over.
    ///
    /// ```
    /// use shapeful::data::Examples;
    /// use shapeful::axes;
    /// axes! { Channels = 3; Height = 64; Width = 64; Animals = 2; }
    /// let read = Examples::<(Channels, Height, Width), Animals>::from_image_folders("no such folder");
    /// assert!(read.unwrap_err().to_string().starts_with("no such folder: expected a file, found "));
    /// ```
    pub fn from_image_folders(folder: impl AsRef<Path>) -> Result<(Self, Vec<String>), DataError>
    where
        X: ExampleShape,
    {
        let folder = folder.as_ref();
        let &[channels @ (1 | 3), height, width] = X::DIMS else {
            let expected = "examples (C, H, W) of 1 or 3 channels";
            return Err(DataError::new(Place::Whole, expected, ShapeName::of::<X>()).in_file(folder));
        };
        let classes: Vec<PathBuf> = entries(folder)?.into_iter().filter(|path| path.is_dir()).collect();
        if classes.len() != C::SIZE {
            let expected = format!("{} sub-folders, one for each class", C::SIZE);
            return Err(DataError::new(Place::Whole, expected, classes.len()).in_file(folder));
        }
        let (mut inputs, mut targets, mut names) = (Vec::new(), Vec::new(), Vec::new());
        for (class, folder) in classes.iter().enumerate() {
            names.push(folder.file_name().unwrap_or_default().to_string_lossy().into_owned());
            for path in entries(folder)? {
                append(&path, channels, height, width, &mut inputs).map_err(|error| error.in_file(&path))?;
                targets.push(class as u32);
            }
        }
        if targets.is_empty() {
            return Err(DataError::new(Place::Whole, "at least one image", "none").in_file(folder));
        }
        Ok((Examples::new(inputs, targets)?, names))
    }
}

/// What lies in a folder, by name.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, DataError> {
    let read = || -> std::io::Result<Vec<PathBuf>> { fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect() };
    let mut paths = read().map_err(|reason| unreadable(&reason).in_file(folder))?;
    paths.retain(|path| !path.file_name().unwrap_or_default().to_string_lossy().starts_with('.'));
    paths.sort();
    Ok(paths)
}

/// Appends the channels one after the other.
fn append<E: Float>(
    path: &Path,
    channels: usize,
    height: usize,
    width: usize,
    inputs: &mut Vec<E>,
) -> Result<(), DataError> {
    let open = || ImageReader::open(path)?.with_guessed_format();
    let no_image = |reason: image::ImageError| DataError::new(Place::Whole, "a PNG or JPEG image", reason.to_string());
    // The sizes are known from the header, before anything is unpacked.
    let (w, h) = open().map_err(|reason| unreadable(&reason))?.into_dimensions().map_err(no_image)?;
    if (h as usize, w as usize) != (height, width) {
        let expected = format!("an image {height} high and {width} wide");
        return Err(DataError::new(Place::Whole, expected, format!("one {h} high and {w} wide")));
    }
    let image = open().map_err(|reason| unreadable(&reason))?.decode().map_err(no_image)?;
    if image.color().has_alpha() && image.to_rgba8().pixels().any(|pixel| pixel.0[3] < u8::MAX) {
        return Err(DataError::new(Place::Whole, "an image that covers what is behind it", "transparent pixels"));
    }
    let (bytes, stride) =
        if channels == 3 { (image.into_rgb8().into_raw(), 3) } else { (image.into_luma8().into_raw(), 1) };
    inputs.try_reserve(bytes.len()).map_err(no_memory)?;
    for channel in 0..channels {
        append_bytes(inputs, bytes.iter().copied().skip(channel).step_by(stride));
    }
    Ok(())
}
