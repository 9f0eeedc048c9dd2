//! CIFAR-10 in its binary version.
use super::dataset::ExampleShape;
use super::error::{DataError, Place};
use super::examples::Examples;
use super::read;
use crate::dim::Dim;
use crate::elem::Float;
use crate::shape::ShapeName;
use alloc::format;
use alloc::vec::Vec;
use std::path::Path;

const IMAGES: usize = 10_000;
const PIXELS: usize = 3 * 32 * 32;

impl<X, C: Dim, E: Float> Examples<X, C, E> {
    /// The 50 000 training and 10 000 test images of CIFAR-10, from the folder of its binary version; bytes become 0 to 1.
    ///
    /// - Shapes: `X` is `(Channels, Height, Width)` of 3, 32 and 32, or `(Pixels,)` of 3072; `C` has 10 classes.
    /// - Format: `data_batch_1.bin` to `data_batch_5.bin` and `test_batch.bin`, with 10 000 rows of 3073 bytes each: the class, then
    ///   the red, the green and the blue image, row by row.
    /// - Source: Krizhevsky 2009, *Learning Multiple Layers of Features from Tiny Images*.
    ///
    /// ```
    /// use shapeful::data::Examples;
    /// use shapeful::axes;
    /// axes! { Channels = 3; Height = 32; Width = 32; Classes = 10; }
    /// let read = Examples::<(Channels, Height, Width), Classes>::from_cifar10("no such folder");
    /// assert!(read.unwrap_err().to_string().contains("data_batch_1.bin: expected a file, found "));
    /// ```
    pub fn from_cifar10(folder: impl AsRef<Path>) -> Result<(Self, Self), DataError>
    where
        X: ExampleShape,
    {
        let folder = folder.as_ref();
        let expected = match X::DIMS {
            [3, 32, 32] | [PIXELS] if C::SIZE == 10 => None,
            [3, 32, 32] | [PIXELS] => Some(("an axis of 10 classes", format!("{} classes", C::SIZE))),
            _ => Some(("examples (3, 32, 32) or (3072,)", format!("{}", ShapeName::of::<X>()))),
        };
        if let Some((expected, found)) = expected {
            return Err(DataError::new(Place::Whole, expected, found).in_file(folder));
        }
        let training = (1..=5).map(|part| format!("data_batch_{part}.bin")).collect::<Vec<_>>();
        let load = |files: &[alloc::string::String]| {
            let (mut inputs, mut targets) = (Vec::new(), Vec::new());
            for file in files {
                let path = folder.join(file);
                append(&path, &mut inputs, &mut targets).map_err(|error| error.in_file(&path))?;
            }
            Examples::new(inputs, targets)
        };
        Ok((load(&training)?, load(&["test_batch.bin".into()])?))
    }
}

fn append<E: Float>(path: &Path, inputs: &mut Vec<E>, targets: &mut Vec<u32>) -> Result<(), DataError> {
    let len = IMAGES * (1 + PIXELS);
    let bytes = read::exactly(&mut read::open(path)?, 0, len as u64, "10000 rows of 3073")?;
    inputs.try_reserve_exact(IMAGES * PIXELS).map_err(read::no_memory)?;
    for (row, bytes) in bytes.chunks_exact(1 + PIXELS).enumerate() {
        if bytes[0] > 9 {
            let place = Place::Byte((row * (1 + PIXELS)) as u64);
            return Err(DataError::new(place, "a class from 0 to 9", bytes[0]));
        }
        targets.push(bytes[0].into());
        read::append_bytes(inputs, bytes[1..].iter().copied());
    }
    Ok(())
}
