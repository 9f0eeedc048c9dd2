//! IDX files, in which MNIST and its relatives come.
use super::dataset::ExampleShape;
use super::error::{DataError, Place};
use super::examples::Examples;
use super::read;
use crate::dim::Dim;
use crate::elem::Float;
use crate::shape::ShapeName;
use alloc::format;
use alloc::vec::Vec;
use std::io::{BufRead, Read};
use std::path::Path;

impl<X, C: Dim, E: Float> Examples<X, C, E> {
    /// Images and their classes from a pair of IDX files, as MNIST, Fashion-MNIST and EMNIST have them: bytes, which become 0 to 1.
    ///
    /// - Shapes: an image of H rows and W columns goes to `(H, W)`, `(1, H, W)` or, row by row, to `(H·W,)`.
    /// - Format: big-endian numbers: 2051, N, H, W, then N·H·W bytes; and 2049, N, then N bytes. With the feature `gz` the files
    ///   may be packed.
    /// - Errors: images of other sizes than `X`, none at all, classes beyond `C`, two files of different lengths, and files that are longer or
    ///   shorter than they say.
    /// - Source: LeCun, Cortes & Burges, *The MNIST database of handwritten digits*.
    ///
    /// ```
    /// use shapeful::data::Examples;
    /// use shapeful::axes;
    /// axes! { Height = 28; Width = 28; Digits = 10; }
    /// let read = Examples::<(Height, Width), Digits>::from_idx("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz");
    /// assert!(read.unwrap_err().to_string().starts_with("train-images-idx3-ubyte.gz: expected a file, found "));
    /// ```
    pub fn from_idx(images: impl AsRef<Path>, labels: impl AsRef<Path>) -> Result<Self, DataError>
    where
        X: ExampleShape,
    {
        let (images, labels) = (images.as_ref(), labels.as_ref());
        let pixels = read::open(images).and_then(|mut file| pixels::<X>(&mut file)).map_err(|e| e.in_file(images))?;
        let classes = read::open(labels).and_then(|mut file| {
            let [count] = header(&mut file, 2049)?;
            if pixels.len() as u64 != u64::from(count).saturating_mul(X::LEN as u64) {
                let expected = format!("as many labels as there are images, {}", pixels.len() / X::LEN.max(1));
                return Err(DataError::new(Place::Byte(4), expected, count));
            }
            read::exactly(&mut file, 8, count.into(), "a label each")
        });
        let classes = classes.map_err(|error| error.in_file(labels))?;
        let (mut inputs, mut targets) = (Vec::new(), Vec::new());
        inputs.try_reserve_exact(pixels.len()).map_err(|error| read::no_memory(error).in_file(images))?;
        targets.try_reserve_exact(classes.len()).map_err(|error| read::no_memory(error).in_file(labels))?;
        read::append_bytes(&mut inputs, pixels.into_iter());
        targets.extend(classes.into_iter().map(u32::from));
        Examples::new(inputs, targets).map_err(|error| error.in_file(labels))
    }
}

fn pixels<X: ExampleShape>(file: &mut dyn BufRead) -> Result<Vec<u8>, DataError> {
    let [count, height, width] = header(file, 2051)?;
    let (h, w) = (height as usize, width as usize);
    // Sizes that match are small: their product is X's own length.
    let fits = match X::DIMS {
        [rows, columns] | [1, rows, columns] => (*rows, *columns) == (h, w),
        [pixels] => h.checked_mul(w) == Some(*pixels),
        _ => false,
    };
    if !fits || X::LEN == 0 {
        let expected = format!("images that fit {}", ShapeName::of::<X>());
        return Err(DataError::new(Place::Byte(8), expected, format!("images of {height} by {width}")));
    }
    if count == 0 {
        return Err(DataError::new(Place::Byte(4), "at least one image", "none"));
    }
    let len = u64::from(count).saturating_mul(X::LEN as u64);
    read::exactly(file, 16, len, &format!("{count} images of {height} by {width}"))
}

/// The numbers of a header, after the one that says what kind of file it is.
fn header<const NUMBERS: usize>(file: &mut dyn BufRead, kind: u32) -> Result<[u32; NUMBERS], DataError> {
    let mut bytes = Vec::new();
    let len = 4 + 4 * NUMBERS;
    file.take(len as u64).read_to_end(&mut bytes).map_err(|reason| read::unreadable(&reason))?;
    if bytes.len() != len {
        return Err(DataError::new(
            Place::Byte(0),
            format!("a header of {len} bytes"),
            format!("{} bytes", bytes.len()),
        ));
    }
    let mut numbers = bytes.chunks_exact(4).map(|four| u32::from_be_bytes([four[0], four[1], four[2], four[3]]));
    let found = numbers.next().unwrap_or(0);
    if found != kind {
        let what = if kind == 2051 { "images" } else { "labels" };
        return Err(DataError::new(Place::Byte(0), format!("the number {kind}, which begins a file of {what}"), found));
    }
    Ok(core::array::from_fn(|_| numbers.next().unwrap_or(0)))
}
