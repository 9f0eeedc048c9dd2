//! Seeds that are used once.
#![cfg(feature = "rand")]
use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};

/// The seed of one random decision, used up by it: it is neither `Copy` nor `Clone`.
///
/// Whoever takes a key owns it, so two places cannot draw the same numbers by accident. For two places, [split](Key::split) it. The
/// same key gives the same numbers everywhere and in every version of this library.
/// ```
/// use shapeful::Key;
/// let (weights, dropout) = Key::new(1).split();
/// assert_ne!(weights, dropout);
/// assert_eq!(Key::new(1).split(), (weights, dropout));
/// ```
/// Used twice, it does not compile:
/// ```compile_fail,E0382
/// # use shapeful::Key;
/// let key = Key::new(1);
/// let weights = key.into_rng();
/// let dropout = key.into_rng();
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Key(u64);
impl Key {
    /// The key of a seed.
    ///
    /// ```
    /// use shapeful::Key;
    /// assert_eq!(Key::new(7), Key::new(7));
    /// assert_ne!(Key::new(7), Key::new(8));
    /// ```
    pub fn new(seed: u64) -> Key {
        Key(seed)
    }
    /// A key drawn at random.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::StdRng};
    /// use shapeful::Key;
    /// let mut rng = StdRng::seed_from_u64(1);
    /// assert_ne!(Key::from_rng(&mut rng), Key::from_rng(&mut rng));
    /// ```
    pub fn from_rng<R: Rng + ?Sized>(rng: &mut R) -> Key {
        Key(rng.next_u64())
    }
    /// Two keys for one.
    ///
    /// ```
    /// use shapeful::Key;
    /// let (first, rest) = Key::new(1).split();
    /// let (second, third) = rest.split();
    /// assert!(first != second && second != third && third != first);
    /// ```
    pub fn split(self) -> (Key, Key) {
        let mut rng = self.into_rng();
        (Key::from_rng(&mut rng), Key::from_rng(&mut rng))
    }
    /// The numbers of this key.
    ///
    /// ```
    /// use rand::RngExt;
    /// use shapeful::Key;
    /// let mut dice = Key::new(1).into_rng();
    /// assert!((1..=6).contains(&dice.random_range(1..=6)));
    /// ```
    pub fn into_rng(self) -> ChaCha8Rng {
        ChaCha8Rng::seed_from_u64(self.0)
    }
    /// The number that makes this key: for what keeps it in a file.
    ///
    /// ```
    /// use shapeful::Key;
    /// let number = Key::new(7).into_number();
    /// assert_eq!(Key::new(number), Key::new(7));
    /// ```
    pub fn into_number(self) -> u64 {
        self.0
    }
}
