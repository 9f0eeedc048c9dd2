//! Layer normalisation: `out = γ·(x − mean)/√(var + ε) + β`, with the mean and the variance of each example over its features.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::kernel::norm::Groups;
use crate::ops::batchnorm::NormGrads;
use crate::ops::gradient_of::GradientOf;
use crate::shape::Shape;

/// What [`layernorm_forward`] leaves for [`layernorm_backward`].
///
/// ```
/// use shapeful::ops::{LayerNormCache, layernorm_forward};
/// use shapeful::{Tensor, axes};
/// axes! { Batch = 2; Features = 3; }
/// let (gamma, beta) = (Tensor::ones(), Tensor::zeros());
/// let x = Tensor::<(Batch, Features)>::ones();
/// let (out, cache): (_, LayerNormCache<Batch, Features>) = layernorm_forward(&x, &gamma, &beta, 1e-5);
/// assert_eq!(out, [[0.0; 3]; 2]);
/// ```
pub struct LayerNormCache<N: Dim, D: Dim, E: Float = f32> {
    x: Tensor<(N, D), E>,
    gamma: Tensor<(D,), E>,
    mean: Tensor<(N,), E>,
    inverse: Tensor<(N,), E>,
}

impl Groups {
    /// Rows of `D` features, each a group.
    pub(crate) fn of_rows<D: Dim>(n: usize) -> Self {
        Groups { n, g: 1, k: D::SIZE, inner: 1, centred: true }
    }
}

/// Layer norm: the features of every example get mean 0 and deviation 1, and are then scaled by `gamma` and shifted by `beta`.
///
/// - Shapes: `x: (N, D)`, `gamma: (D,)`, `beta: (D,)` → `out: (N, D)` and what backward needs.
/// - Formula: `x̂ = (x − mean)/√(var + ε)` along each row, `out = γ·x̂ + β`; ε is usually 1e-5.
/// - Errors: other shapes do not compile. With one feature `out` is `beta`; NaN in gives NaN out, in its row.
///   A row whose squares are too large for E, in f32 from about 1e19 on, has an infinite variance, and its `out` is `beta`.
/// - Source: Ba, Kiros & Hinton 2016, "Layer normalization"; CS231n, assignment 2, `layernorm_forward`.
///
/// It computes the same in training and in use, since no example looks at another:
/// ```
/// use shapeful::ops::layernorm_forward;
/// use shapeful::{Tensor, axes};
/// axes! { Batch = 2; Features = 2; }
/// let x = Tensor::<(Batch, Features)>::from([[1e3, 3e3], [5.0, 5.0]]);
/// let (gamma, beta) = (Tensor::<(Features,)>::from([10.0, 1.0]), Tensor::<(Features,)>::from([0.0, 7.0]));
/// let (out, _) = layernorm_forward(&x, &gamma, &beta, 1e-5);
/// assert_eq!(out, [[-10.0, 8.0], [0.0, 7.0]]);
/// ```
pub fn layernorm_forward<N: Dim, D: Dim, E: Float>(
    x: &Array<(N, D), E>,
    gamma: &Array<(D,), E>,
    beta: &Array<(D,), E>,
    eps: E,
) -> (Tensor<(N, D), E>, LayerNormCache<N, D, E>) {
    let (mut out, mut mean, mut inverse) = (Tensor::zeros(), Tensor::<(N,), E>::zeros(), Tensor::<(N,), E>::zeros());
    let (rows, shift) = (Groups::of_rows::<D>(N::SIZE), Some(beta.as_slice()));
    let kept = [Some(mean.as_mut_slice()), Some(inverse.as_mut_slice())];
    E::Loops::norm_groups(rows, x.as_slice(), gamma.as_slice(), shift, eps, out.as_mut_slice(), kept);
    (out, LayerNormCache { x: x.to_tensor(), gamma: gamma.to_tensor(), mean, inverse })
}

/// The gradients of [`layernorm_forward`].
///
/// - Shapes: `dout: (N, D)` → `dx: (N, D)`, `dgamma: (D,)`, `dbeta: (D,)`.
/// - Formula: `dβ = Σ_n dout`, `dγ = Σ_n dout·x̂`; with `g = γ·dout` and the means along each row,
///   `dx = (g − mean(g) − x̂·mean(g·x̂))/√(var + ε)`.
/// - Errors: other shapes do not compile.
/// - Source: CS231n, assignment 2, `layernorm_backward`.
///
/// No shift of a whole row changes anything, so its gradients add up to 0:
/// ```
/// use shapeful::ops::{layernorm_backward, layernorm_forward};
/// use shapeful::{Tensor, axes};
/// axes! { Batch = 1; Features = 2; }
/// let x = Tensor::<(Batch, Features)>::from([[-1e3, 1e3]]);
/// let (_, cache) = layernorm_forward(&x, &Tensor::ones(), &Tensor::zeros(), 1e-5);
/// let grads = layernorm_backward(&Tensor::from([[3.0, 5.0]]), &cache);
/// assert_eq!(grads.dgamma, [-3.0, 5.0]);
/// assert_eq!(grads.dbeta, [3.0, 5.0]);
/// assert_eq!(grads.dx, [[0.0, 0.0]]);
/// ```
#[rustfmt::skip] // On one line, rustc quotes it in one line.
pub fn layernorm_backward<N: Dim, D: Dim, Dout: Shape, E: Float>(
    dout: &Array<Dout, E>,
    cache: &LayerNormCache<N, D, E>,
) -> NormGrads<(N, D), (D,), E> where Array<Dout, E>: GradientOf<Dout, (N, D)> {
    let LayerNormCache { x, gamma, mean, inverse } = cache;
    let NormGrads { mut dx, mut dgamma, mut dbeta } = NormGrads::zeros();
    let (terms, mean, inverse) = ([dout.as_slice(), x.as_slice()], Some(mean.as_slice()), inverse.as_slice());
    let rows = Groups::of_rows::<D>(N::SIZE);
    E::Loops::norm_groups_params(rows, terms, mean, inverse, dgamma.as_mut_slice(), Some(dbeta.as_mut_slice()));
    E::Loops::norm_groups_input(rows, terms, mean, inverse, gamma.as_slice(), dx.as_mut_slice());
    NormGrads { dx, dgamma, dbeta }
}
