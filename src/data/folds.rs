//! Positions in another order: shuffles, and the folds of cross-validation.
use super::error::{DataError, Place};
use alloc::format;
use alloc::vec::Vec;
#[cfg(feature = "rand")]
use rand::{SeedableRng, rngs::ChaCha8Rng, seq::SliceRandom};

/// Cross-validation: each of the `count` parts once as validation set, and all others for the training.
///
/// The first parts are longer by one if `len` does not divide, as numpy's `array_split` makes them. Shuffle before, with
/// [`split`](super::Examples::split), if the order of the data means something.
///
/// # Errors
/// If there are not at least two parts, and an example for each.
/// ```
/// use shapeful::data::folds;
/// let all: Vec<_> = folds(5, 2)?.collect();
/// assert_eq!(all[0], (vec![3, 4], vec![0, 1, 2]));
/// assert_eq!(all[1], (vec![0, 1, 2], vec![3, 4]));
/// # Ok::<(), shapeful::data::DataError>(())
/// ```
pub fn folds(
    len: usize,
    count: usize,
) -> Result<impl ExactSizeIterator<Item = (Vec<usize>, Vec<usize>)> + Clone, DataError> {
    if count < 2 || count > len {
        let expected = format!("at least 2 folds, and no more than there are examples, {len}");
        return Err(DataError::new(Place::Whole, expected, count));
    }
    Ok((0..count).map(move |fold| {
        let start = |fold: usize| fold * (len / count) + fold.min(len % count);
        let part = start(fold)..start(fold + 1);
        ((0..len).filter(|i| !part.contains(i)).collect(), part.clone().collect())
    }))
}

/// The positions below `len`, in the order of this seed and epoch.
#[cfg(feature = "rand")]
pub(crate) fn shuffled(len: usize, seed: u64, epoch: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    shuffle(&mut order, seed, epoch);
    order
}

/// Writes the positions in the order of this seed and epoch.
#[cfg(feature = "rand")]
pub(crate) fn shuffle(order: &mut [usize], seed: u64, epoch: u64) {
    order.iter_mut().enumerate().for_each(|(place, position)| *position = place);
    order.shuffle(&mut stream(seed, epoch));
}

/// The random numbers of one epoch, or of one example in it. They are the same on every machine.
#[cfg(feature = "rand")]
pub(crate) fn stream(seed: u64, number: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(number);
    rng
}
