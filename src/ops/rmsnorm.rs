//! Root mean square normalisation: `out = γ·x/√(mean(x²) + ε)` along the features; neither a mean is taken out nor a shift added.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::kernel::norm::Groups;
use crate::ops::gradient_of::GradientOf;
use crate::shape::Shape;

/// What [`rmsnorm_forward`] leaves for [`rmsnorm_backward`].
///
/// ```
/// use shapeful::ops::{RmsNormCache, rmsnorm_forward};
/// use shapeful::{Tensor, axes};
/// axes! { Batch = 2; Features = 3; }
/// let x = Tensor::<(Batch, Features)>::full(1e4);
/// let (out, cache): (_, RmsNormCache<Batch, Features>) = rmsnorm_forward(&x, &Tensor::ones(), 1e-5);
/// assert_eq!(out, [[1.0; 3]; 2]);
/// ```
pub struct RmsNormCache<N: Dim, D: Dim, E: Float = f32> {
    x: Tensor<(N, D), E>,
    gamma: Tensor<(D,), E>,
    inverse: Tensor<(N,), E>,
}

impl Groups {
    /// Rows of `D` features, which are divided by their root mean square.
    pub(crate) fn of_squares<D: Dim>(n: usize) -> Self {
        Groups { centred: false, ..Self::of_rows::<D>(n) }
    }
}

/// RMS norm: the features of every example get mean square 1, and are then scaled by `gamma`.
///
/// - Shapes: `x: (N, D)`, `gamma: (D,)` → `out: (N, D)` and what backward needs.
/// - Formula: `x̂ = x/√(mean(x²) + ε)` along each row, `out = γ·x̂`; ε is usually 1e-5.
/// - Errors: other shapes do not compile; NaN in gives NaN out, in its row. A row whose squares are too large for E, in f32
///   from about 1e19 on, has an infinite mean square, and its `out` is 0.
/// - Source: Zhang & Sennrich 2019, "Root mean square layer normalization".
///
/// ```
/// use shapeful::ops::rmsnorm_forward;
/// use shapeful::{Tensor, axes};
/// axes! { Batch = 1; Features = 2; }
/// let x = Tensor::<(Batch, Features)>::from([[1e4, -1e4]]);
/// let (out, _) = rmsnorm_forward(&x, &Tensor::from([2.0, 3.0]), 1e-5);
/// assert_eq!(out, [[2.0, -3.0]]);
/// ```
pub fn rmsnorm_forward<N: Dim, D: Dim, E: Float>(
    x: &Array<(N, D), E>,
    gamma: &Array<(D,), E>,
    eps: E,
) -> (Tensor<(N, D), E>, RmsNormCache<N, D, E>) {
    let (mut out, mut inverse) = (Tensor::zeros(), Tensor::<(N,), E>::zeros());
    E::Loops::norm_groups(
        Groups::of_squares::<D>(N::SIZE),
        x.as_slice(),
        gamma.as_slice(),
        None,
        eps,
        out.as_mut_slice(),
        [None, Some(inverse.as_mut_slice())],
    );
    (out, RmsNormCache { x: x.to_tensor(), gamma: gamma.to_tensor(), inverse })
}

/// The gradients of [`rmsnorm_forward`]: `(dx, dgamma)`.
///
/// - Shapes: `dout: (N, D)` → `dx: (N, D)`, `dgamma: (D,)`.
/// - Formula: `dγ = Σ_n dout·x̂`; with `g = γ·dout` and the mean along each row, `dx = (g − x̂·mean(g·x̂))/√(mean(x²) + ε)`.
/// - Errors: other shapes do not compile.
///
/// No stretching of a row changes anything, so what comes in along the row itself is lost:
/// ```
/// use shapeful::ops::{rmsnorm_backward, rmsnorm_forward};
/// use shapeful::{Tensor, axes};
/// axes! { Batch = 1; Features = 2; }
/// let x = Tensor::<(Batch, Features)>::from([[64.0, 64.0]]);
/// let (_, cache) = rmsnorm_forward(&x, &Tensor::ones(), 0.0);
/// let (dx, dgamma) = rmsnorm_backward(&Tensor::from([[7.0, 5.0]]), &cache);
/// assert_eq!(dx, [[1.0 / 64.0, -1.0 / 64.0]]);
/// assert_eq!(dgamma, [7.0, 5.0]);
/// ```
#[rustfmt::skip] // On one line, rustc quotes it in one line.
pub fn rmsnorm_backward<N: Dim, D: Dim, Dout: Shape, E: Float>(
    dout: &Array<Dout, E>,
    cache: &RmsNormCache<N, D, E>,
) -> (Tensor<(N, D), E>, Tensor<(D,), E>) where Array<Dout, E>: GradientOf<Dout, (N, D)> {
    let (mut dx, mut dgamma) = (Tensor::zeros(), Tensor::zeros());
    let (terms, inverse) = ([dout.as_slice(), cache.x.as_slice()], cache.inverse.as_slice());
    let rows = Groups::of_squares::<D>(N::SIZE);
    E::Loops::norm_groups_params(rows, terms, None, inverse, dgamma.as_mut_slice(), None);
    E::Loops::norm_groups_input(rows, terms, None, inverse, cache.gamma.as_slice(), dx.as_mut_slice());
    (dx, dgamma)
}
