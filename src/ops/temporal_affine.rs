//! The affine layer of the course at every step of some sequences: `out[n, t] = x[n, t]·w + b`.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::numeral::_1;
use crate::ops::{AffineGrads, AffineSizes};

/// `out[n, t] = x[n, t]·w + b`, with one `w` and `b` for all steps.
///
/// - Shapes: `x: (N, T, D)`, `w: (D, M)`, `b: (1, M)` → `out: (N, T, M)`.
/// - Errors: other shapes do not compile.
/// - Source: CS231n, assignment 3, `temporal_affine_forward`.
///
/// ```
/// use shapeful::{Tensor, axes, dim, temporal_affine_forward};
/// axes! { Texts = 1; Time = 2; Hidden = 2; Words = 1; }
/// let h = Tensor::<(Texts, Time, Hidden)>::from([[[1.0, 2.0], [3.0, 4.0]]]);
/// let (w, b) = (Tensor::<(Hidden, Words)>::from([[1.0], [10.0]]), Tensor::<(dim!(1), Words)>::full(100.0));
/// assert_eq!(temporal_affine_forward(&h, &w, &b), [[[121.0], [143.0]]]);
/// ```
pub fn temporal_affine_forward<N: Dim, T: Dim, D: Dim, M: Dim, E: Float>(
    x: &Array<(N, T, D), E>,
    w: &Array<(D, M), E>,
    b: &Array<(_1, M), E>,
) -> Tensor<(N, T, M), E> {
    let mut out = Tensor::zeros();
    sizes::<N, T, D, M>().forward(x.as_slice(), w.as_slice(), b.as_slice(), out.as_mut_slice());
    out
}

/// The gradients of [`temporal_affine_forward`].
///
/// - Shapes: `dout: (N, T, M)`, `x: (N, T, D)`, `w: (D, M)` → `dx: (N, T, D)`, `dw: (D, M)`, `db: (1, M)`.
/// - Formula: `dx[n, t] = dout[n, t]·wᵀ`, `dw = Σ_n,t x[n, t]ᵀ·dout[n, t]`, `db = Σ_n,t dout[n, t]`.
/// - Errors: other shapes do not compile.
/// - Source: CS231n, assignment 3, `temporal_affine_backward`.
///
/// ```
/// use shapeful::{Tensor, axes, temporal_affine_backward};
/// axes! { Texts = 1; Time = 2; Hidden = 2; Words = 1; }
/// let h = Tensor::<(Texts, Time, Hidden)>::from([[[1.0, 2.0], [3.0, 4.0]]]);
/// let w = Tensor::<(Hidden, Words)>::from([[1.0], [10.0]]);
/// let grads = temporal_affine_backward(&Tensor::<(Texts, Time, Words)>::ones(), &h, &w);
/// assert_eq!(grads.dx, [[[1.0, 10.0], [1.0, 10.0]]]);
/// assert_eq!(grads.dw, [[4.0], [6.0]]);
/// assert_eq!(grads.db, [[2.0]]);
/// ```
pub fn temporal_affine_backward<N: Dim, T: Dim, D: Dim, M: Dim, E: Float>(
    dout: &Array<(N, T, M), E>,
    x: &Array<(N, T, D), E>,
    w: &Array<(D, M), E>,
) -> AffineGrads<(N, T, D), (D, M), (_1, M), E> {
    let mut grads = AffineGrads { dx: Tensor::zeros(), dw: Tensor::zeros(), db: Tensor::zeros() };
    let (sizes, dout) = (sizes::<N, T, D, M>(), dout.as_slice());
    sizes.backward_input(dout, w.as_slice(), grads.dx.as_mut_slice());
    sizes.backward_params(dout, x.as_slice(), grads.dw.as_mut_slice(), grads.db.as_mut_slice());
    grads
}

/// Every step is a row.
fn sizes<N: Dim, T: Dim, D: Dim, M: Dim>() -> AffineSizes {
    AffineSizes { n: N::SIZE * T::SIZE, m: D::SIZE, d: M::SIZE }
}
