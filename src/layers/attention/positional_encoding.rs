//! Where a word stands, as waves that are added to it: `pe[t, 2i] = sin(t·r^i)`, `pe[t, 2i+1] = cos(t·r^i)`, `r = 10000^(−2/D)`.
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::layers::layer::Layer;
use crate::layers::mode::{Mode, Train};
use crate::layers::one_shape::{TakenAs, takes_nothing};
#[cfg(feature = "rand")]
use crate::layers::params::Init;
use crate::layers::params::Params;

/// One row for each position: waves, from a period of 2π words to one of nearly 20000π.
///
/// - Shapes: `(T, D)`; `&x + positional_encoding().broadcast()` adds it to every sequence of `x: (N, T, D)`.
/// - Formula: `pe[t, j] = sin(t·10000^(−j/D))` for even j, and `cos(t·10000^(−(j−1)/D))` for odd j.
/// - Source: Vaswani et al. 2017, "Attention is all you need", §3.5; CS231n, assignment 3, `PositionalEncoding`.
///
/// At the beginning every sine is 0 and every cosine 1:
/// ```
/// use shapeful::{Tensor, axes, positional_encoding};
/// axes! { Time = 3; Model = 4; }
/// let waves: Tensor<(Time, Model)> = positional_encoding();
/// assert_eq!(waves.row(0).as_slice(), [0.0, 1.0, 0.0, 1.0]);
/// assert_eq!(waves[[2, 0]], 2.0_f32.sin());
/// assert_eq!(waves[[2, 3]], 0.02_f32.cos());
/// ```
pub fn positional_encoding<T: Dim, D: Dim, E: Float>() -> Tensor<(T, D), E> {
    // In f64, for the angles are large: the rounding of an angle of 1000 in f32 is seen in its sine.
    Tensor::from_fn(|[t, j]: [usize; 2]| {
        let exponent = (j - j % 2) as f64 / D::SIZE as f64;
        let angle = t as f64 * Float::exp(-Float::ln(10000.0_f64) * exponent);
        E::of(if j % 2 == 0 { Float::sin(angle) } else { Float::cos(angle) })
    })
}

/// Adds [`positional_encoding`] to every sequence of a batch. It has no parameters.
///
/// - Shapes: `x: (N, T, D)` → `(N, T, D)`.
/// - Formula: `y = x + pe`, `dx = dy`.
/// - Errors: sequences of another length or width do not compile.
/// - Source: Vaswani et al. 2017, "Attention is all you need", §3.5. CS231n's has dropout behind it; that is a layer of its own.
///
/// ```
/// use shapeful::{Layer, PositionalEncoding, Tensor, axes};
/// axes! { Batch = 2; Time = 3; Model = 4; }
/// let y = PositionalEncoding::<Time, Model>::new().predict(&Tensor::<(Batch, Time, Model)>::full(5.0));
/// assert_eq!(y.row(1).row(0).as_slice(), [5.0, 6.0, 5.0, 6.0]);
/// ```
#[derive(Clone)]
pub struct PositionalEncoding<T: Dim, D: Dim, E: Float = f32> {
    waves: Tensor<(T, D), E>,
}
impl<T: Dim, D: Dim, E: Float> PositionalEncoding<T, D, E> {
    /// The waves, computed once.
    ///
    /// ```
    /// use shapeful::{Params, PositionalEncoding, axes};
    /// axes! { Time = 3; Model = 4; }
    /// assert_eq!(PositionalEncoding::<Time, Model>::new().count(), 0);
    /// ```
    pub fn new() -> Self {
        PositionalEncoding { waves: positional_encoding() }
    }
}
impl<T: Dim, D: Dim, E: Float> Default for PositionalEncoding<T, D, E> {
    fn default() -> Self {
        Self::new()
    }
}
impl<T: Dim, D: Dim, E: Float> core::fmt::Debug for PositionalEncoding<T, D, E> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("PositionalEncoding")
    }
}
#[diagnostic::do_not_recommend]
impl<T: Dim, D: Dim, E: Float> Params<E> for PositionalEncoding<T, D, E> {}

#[rustfmt::skip]
impl<N: Dim, X: Dim, T: Dim, D: Dim, E: Float> Layer<(N, X, D), E> for PositionalEncoding<T, D, E> where (X,): TakenAs<(T,), (N, X, D), Self> {
    type Y = (N, X, D);
    type Cache<M: Mode> = ();
    fn forward<M: Mode>(&self, x: &Array<(N, X, D), E>, _: &mut (), y: &mut Array<(N, X, D), E>) {
        let waves = self.waves.as_slice().iter().cycle();
        for ((y, &x), &wave) in y.as_mut_slice().iter_mut().zip(x.as_slice()).zip(waves) {
            *y = x + wave;
        }
    }
    fn backward(
        &mut self,
        _: &Array<(N, X, D), E>,
        _: &mut Self::Cache<Train>,
        dy: &Array<(N, X, D), E>,
        dx: Option<&mut Array<(N, X, D), E>>,
        _: &mut Self,
    ) {
        if let Some(dx) = dx {
            dx.as_mut_slice().copy_from_slice(dy.as_slice());
        }
    }
}
takes_nothing! { [T: Dim, D: Dim, E: Float] PositionalEncoding<T, D, E> }
#[cfg(feature = "rand")]
impl<T: Dim, D: Dim, E: Float> Init for PositionalEncoding<T, D, E> {
    fn init<R: rand::Rng + ?Sized>(_: &mut R) -> Self {
        Self::new()
    }
}
