//! Inverted dropout: `out = x·mask`, where the mask is `1/p` with the probability p to keep, and else 0; `dx = dout·mask`.
#![cfg(all(feature = "alloc", feature = "rand"))]
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::error::Error;
use crate::key::Key;
use crate::shape::Shape;
use rand::Rng;

/// The probability with which dropout keeps a number: never a bare number, which might be either that or the probability to drop.
///
/// - Source: the course's `p` is the probability to keep; PyTorch's and that of the paper's authors' later code, to drop.
///
/// ```
/// use shapeful::Keep;
/// assert_eq!(Keep::new(0.8)?, Keep::dropping(0.2)?);
/// # Ok::<(), shapeful::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Keep(f64);
impl Keep {
    /// Keeps with this probability, the `p` of the course.
    ///
    /// # Errors
    /// [`Error::Probability`] if it is not above 0 and at most 1: what is never kept has no mean to be restored.
    ///
    /// ```
    /// use shapeful::Keep;
    /// assert!(Keep::new(1.0).is_ok());
    /// let error = Keep::new(0.0).unwrap_err();
    /// assert_eq!(error.to_string(), "a probability to keep is above 0 and at most 1, and 0 was given");
    /// ```
    pub fn new(keep: f64) -> Result<Keep, Error> {
        if keep > 0.0 && keep <= 1.0 { Ok(Keep(keep)) } else { Err(Error::Probability { keep }) }
    }
    /// Drops with this probability, the `p` of PyTorch, and keeps with what is left of 1.
    ///
    /// # Errors
    /// [`Error::Probability`] if it is below 0, or 1 and above.
    ///
    /// ```
    /// use shapeful::Keep;
    /// assert_eq!(Keep::dropping(0.0)?, Keep::new(1.0)?);
    /// assert!(Keep::dropping(1.0).is_err());
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn dropping(drop: f64) -> Result<Keep, Error> {
        Keep::new(1.0 - drop)
    }
    /// Keeps one half.
    ///
    /// ```
    /// use shapeful::Keep;
    /// assert_eq!(Keep::HALF, Keep::new(0.5)?);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub const HALF: Keep = Keep(0.5);
    /// Keeps everything.
    ///
    /// ```
    /// use shapeful::Keep;
    /// assert_eq!(Keep::ALL, Keep::new(1.0)?);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub const ALL: Keep = Keep(1.0);
    /// What transformers keep unless told otherwise: the course and PyTorch drop a tenth.
    pub(crate) const IN_TRANSFORMERS: Keep = Keep(0.9);
    /// The probability to keep.
    ///
    /// ```
    /// use shapeful::Keep;
    /// assert_eq!(Keep::dropping(0.25)?.probability(), 0.75);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn probability(self) -> f64 {
        self.0
    }
    /// Fills a mask: `1/p` or 0, from 32 bits for each number.
    pub(crate) fn fill<E: Float>(self, rng: &mut impl Rng, mask: &mut [E]) {
        let (kept, below) = (E::of(1.0 / self.0), (self.0 * 4_294_967_296.0) as u64);
        mask.fill_with(|| if u64::from(rng.next_u32()) < below { kept } else { E::ZERO });
    }
}

/// Drops numbers at random, and stretches the others so that the mean stays; the mask is what backward needs.
///
/// - Shapes: `x: S` → `out: S`, `mask: S`.
/// - Formula: `mask = (u < p)/p` with u uniform in [0, 1), `out = x·mask`. In use nothing is dropped, and nothing has to be done.
/// - Errors: a probability that is none cannot be made; a key that has been used does not compile; NaN in gives NaN out.
/// - Source: Srivastava et al. 2014, "Dropout"; CS231n, assignment 2, `dropout_forward`, whose `p` is the probability to keep.
///
/// The same key gives the same mask, on every machine:
/// ```
/// use shapeful::{Keep, Key, Tensor, axes, dropout_forward};
/// axes! { Batch = 100; Hidden = 50; }
/// let x = Tensor::<(Batch, Hidden)>::ones();
/// let keep = Keep::new(0.8)?;
/// let (out, mask) = dropout_forward(&x, keep, Key::new(1));
/// assert_eq!(out, dropout_forward(&x, keep, Key::new(1)).0);
/// assert!(out.as_slice().iter().all(|&out| out == 0.0 || out == 1.25));
/// assert!((out.mean_all() - 1.0).abs() < 0.02);
/// # Ok::<(), shapeful::Error>(())
/// ```
pub fn dropout_forward<S: Shape, E: Float>(x: &Array<S, E>, keep: Keep, key: Key) -> (Tensor<S, E>, Tensor<S, E>) {
    let mut mask = Tensor::zeros();
    keep.fill(&mut key.into_rng(), mask.as_mut_slice());
    (x.zip_map(&mask, E::mul), mask)
}

/// The gradient of [`dropout_forward`]: through what was kept, stretched alike.
///
/// - Shapes: `dout: S`, `mask: S` → `dx: S`.
///
/// ```
/// use shapeful::{Tensor, dim, dropout_backward};
/// let mask = Tensor::<(dim!(3),)>::from([0.0, 1.25, 1.25]);
/// assert_eq!(dropout_backward(&Tensor::full(4.0), &mask), [0.0, 5.0, 5.0]);
/// ```
pub fn dropout_backward<S: Shape, E: Float>(dout: &Array<S, E>, mask: &Array<S, E>) -> Tensor<S, E> {
    dout.zip_map(mask, E::mul)
}

#[cfg(test)]
mod tests {
    use super::Keep;
    use crate::{Key, Tensor, dim};

    #[test]
    fn probabilities_at_the_border() {
        for keep in [0.0, -0.0, -0.1, 1.000_000_1, f64::NAN, f64::INFINITY, -f64::INFINITY] {
            assert!(Keep::new(keep).is_err(), "{keep}");
            assert!(Keep::dropping(1.0 - keep).is_err(), "{keep}");
        }
        assert!(Keep::new(1.0).is_ok() && Keep::new(f64::MIN_POSITIVE).is_ok());
    }
    #[test]
    fn everything_and_next_to_nothing() {
        let x = Tensor::<(dim!(1000),)>::ones();
        assert_eq!(super::dropout_forward(&x, Keep(1.0), Key::new(3)).0, x);
        assert_eq!(super::dropout_forward(&x, Keep(1e-12), Key::new(3)).0.sum_all(), 0.0);
    }
    /// These numbers are the same on every machine and in every version.
    #[test]
    fn a_mask_stays_what_it_is() {
        let (_, mask) = super::dropout_forward(&Tensor::<(dim!(16),)>::ones(), Keep(0.5), Key::new(231));
        let kept: u32 = mask.as_slice().iter().fold(0, |bits, &mask| 2 * bits + u32::from(mask > 0.0));
        assert_eq!(kept, 0b1010_1100_1001_1111);
    }
}
