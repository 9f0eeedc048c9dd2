//! Masks of attention: which query may look at which key.
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::{Element, Float};

/// `Self` says for scores of shape `Scores` which query may look at which key.
///
/// - `()`: every query at every key.
/// - [`Causal`]: at the keys up to its own position.
/// - A table `&mask`: `(S, T)`, or `(N, S, T)` for each example its own; 0 (or false) blocks, anything else allows.
/// - [`KeyMask`]`(&present)`, `(N, T)`: at the keys that are there; 0 (or false) blocks.
/// - A pair of masks: where both allow it.
///
/// Queries may be seven and keys five; a mask with the two exchanged does not compile:
/// ```compile_fail,E0277
/// use shapeful::{Tensor, attention_forward, axes};
/// axes! { Batch = 2; Heads = 4; Queries = 7; Keys = 5; Width = 3; }
/// let (q, k) = (Tensor::<(Batch, Heads, Queries, Width)>::ones(), Tensor::<(Batch, Heads, Keys, Width)>::ones());
/// let mask = Tensor::<(Keys, Queries), bool>::full(true);
/// let (out, weights) = attention_forward(&q, &k, &k, &mask);
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: `{Self}` does not mask scores {Scores}",
    label = "not a mask of the scores {Scores}",
    note = "scores (N, Heads, S, T): `&mask` is (S, T), queries by keys; `KeyMask(&mask)` is (N, T), which keys are there",
    note = "`Causal` hides what comes later, `()` nothing; a pair of masks is both",
    note = "lesson S123"
)]
pub trait Mask<Scores> {
    /// Sets the scores that query `s` of example `n` has for keys it may not look at to −∞.
    #[doc(hidden)]
    fn block<E: Float>(&self, n: usize, s: usize, scores: &mut [E]);
}

/// The mask that hides what comes later: query `s` looks at the keys `0..=s`.
///
/// The first word sees itself alone:
/// ```
/// use shapeful::{Causal, Tensor, attention_forward, axes};
/// axes! { Batch = 1; Heads = 1; Time = 2; Width = 3; }
/// let x = Tensor::<(Batch, Heads, Time, Width)>::zeros();
/// let (_, weights) = attention_forward(&x, &x, &x, Causal);
/// assert_eq!(weights, [[[[1.0, 0.0], [0.5, 0.5]]]]);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Causal;

/// The mask of keys that are there, `(N, T)`: 0 (or false) is padding, at which no query looks.
///
/// The second of two words is padding:
/// ```
/// use shapeful::{KeyMask, Tensor, attention_forward, axes};
/// axes! { Batch = 1; Heads = 1; Time = 2; Width = 3; }
/// let x = Tensor::<(Batch, Heads, Time, Width)>::zeros();
/// let present = Tensor::<(Batch, Time), bool>::try_from(vec![true, false])?;
/// let (_, weights) = attention_forward(&x, &x, &x, KeyMask(&present));
/// assert_eq!(weights, [[[[1.0, 0.0], [1.0, 0.0]]]]);
/// # Ok::<(), shapeful::Error>(())
/// ```
pub struct KeyMask<'a, N: Dim, T: Dim, B: Element>(pub &'a Array<(N, T), B>);
impl<N: Dim, T: Dim, B: Element> Copy for KeyMask<'_, N, T, B> {}
impl<N: Dim, T: Dim, B: Element> Clone for KeyMask<'_, N, T, B> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<N: Dim, T: Dim, B: Element> core::fmt::Debug for KeyMask<'_, N, T, B> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("KeyMask").field(&self.0).finish()
    }
}

fn block_zeros<B: Element, E: Float>(mask: &[B], scores: &mut [E]) {
    for (score, mask) in scores.iter_mut().zip(mask) {
        if *mask == B::zeroed() {
            *score = -E::INFINITY;
        }
    }
}

#[diagnostic::do_not_recommend]
impl<Scores> Mask<Scores> for () {
    fn block<E: Float>(&self, _: usize, _: usize, _: &mut [E]) {}
}
#[diagnostic::do_not_recommend]
impl<Scores> Mask<Scores> for Causal {
    fn block<E: Float>(&self, _: usize, s: usize, scores: &mut [E]) {
        scores.iter_mut().skip(s + 1).for_each(|later| *later = -E::INFINITY);
    }
}
#[diagnostic::do_not_recommend]
impl<Scores, A: Mask<Scores>, B: Mask<Scores>> Mask<Scores> for (A, B) {
    fn block<E: Float>(&self, n: usize, s: usize, scores: &mut [E]) {
        self.0.block(n, s, scores);
        self.1.block(n, s, scores);
    }
}

// For scores with heads and without.
macro_rules! masks { ($($scores:ty: $($head:ident)?;)*) => { $(
    #[diagnostic::do_not_recommend]
    impl<N: Dim, $($head: Dim,)? S: Dim, T: Dim, B: Element> Mask<$scores> for &Array<(S, T), B> {
        fn block<E: Float>(&self, _: usize, s: usize, scores: &mut [E]) {
            block_zeros(&self.as_slice()[s * T::SIZE..][..T::SIZE], scores);
        }
    }
    #[diagnostic::do_not_recommend]
    impl<N: Dim, $($head: Dim,)? S: Dim, T: Dim, B: Element> Mask<$scores> for &Array<(N, S, T), B> {
        fn block<E: Float>(&self, n: usize, s: usize, scores: &mut [E]) {
            block_zeros(&self.as_slice()[(n * S::SIZE + s) * T::SIZE..][..T::SIZE], scores);
        }
    }
    #[diagnostic::do_not_recommend]
    impl<N: Dim, $($head: Dim,)? S: Dim, T: Dim, B: Element> Mask<$scores> for KeyMask<'_, N, T, B> {
        fn block<E: Float>(&self, n: usize, _: usize, scores: &mut [E]) {
            block_zeros(&self.0.as_slice()[n * T::SIZE..][..T::SIZE], scores);
        }
    }
    #[diagnostic::do_not_recommend]
    impl<N: Dim, $($head: Dim,)? S: Dim, T: Dim, B: Element> Mask<$scores> for &Tensor<(S, T), B> {
        fn block<E: Float>(&self, n: usize, s: usize, scores: &mut [E]) {
            Mask::<$scores>::block(&&***self, n, s, scores);
        }
    }
    #[diagnostic::do_not_recommend]
    impl<N: Dim, $($head: Dim,)? S: Dim, T: Dim, B: Element> Mask<$scores> for &Tensor<(N, S, T), B> {
        fn block<E: Float>(&self, n: usize, s: usize, scores: &mut [E]) {
            Mask::<$scores>::block(&&***self, n, s, scores);
        }
    }
)* } }
masks! { (N, S, T): ; (N, H, S, T): H; }
