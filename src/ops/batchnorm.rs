//! Batch normalisation: `out = γ·(x − mean)/√(var + ε) + β`, with the mean and the variance of each feature over the batch.
//!
//! `dβ = Σ dout`, `dγ = Σ dout·x̂`, `dx = γ/√(var + ε) · (dout − dβ/m − x̂·dγ/m)`, for m numbers of each feature.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::kernel::norm::Channels;
use crate::ops::gradient_of::GradientOf;
use crate::shape::Shape;

/// What batch norm remembers of the batches it has seen, and how: the `bn_param` of the course, without its mode.
///
/// - Formula: `running = momentum·running + (1 − momentum)·batch`; the variance is that of the batch itself, divided by m, not m − 1.
/// - Source: CS231n, assignment 2, `batchnorm_forward`.
///
/// ```
/// use shapeful::ops::BnParam;
/// use shapeful::{Tensor, axes};
/// axes! { Features = 2; }
/// let bn_param = BnParam::<Features, f64>::default();
/// assert_eq!((bn_param.eps, bn_param.momentum), (1e-5, 0.9));
/// assert_eq!(bn_param.running_var, [0.0, 0.0]);
/// ```
pub struct BnParam<D: Dim, E: Float = f32> {
    /// Added to the variance, so that a constant feature is not divided by 0.
    pub eps: E,
    /// How much of the running statistics each batch leaves.
    pub momentum: E,
    /// The running mean of each feature.
    pub running_mean: Tensor<(D,), E>,
    /// The running variance of each feature.
    pub running_var: Tensor<(D,), E>,
}
/// The course's: ε = 1e-5, momentum 0.9, and statistics that begin at 0.
impl<D: Dim, E: Float> Default for BnParam<D, E> {
    fn default() -> Self {
        BnParam { eps: E::of(1e-5), momentum: E::of(0.9), running_mean: Tensor::zeros(), running_var: Tensor::zeros() }
    }
}

/// What [`batchnorm_forward`] and [`spatial_batchnorm_forward`] leave for their backward.
///
/// ```
/// use shapeful::ops::{BatchNormCache, BnParam, batchnorm_forward};
/// use shapeful::{Tensor, axes};
/// axes! { Batch = 2; Features = 3; }
/// let (gamma, beta) = (Tensor::ones(), Tensor::zeros());
/// let x = Tensor::<(Batch, Features)>::ones();
/// let (out, cache): (_, BatchNormCache<(Batch, Features), Features>) =
///     batchnorm_forward(&x, &gamma, &beta, &mut BnParam::default());
/// assert_eq!(out, [[0.0; 3]; 2]);
/// ```
pub struct BatchNormCache<X: Shape, D: Dim, E: Float = f32> {
    x: Tensor<X, E>,
    gamma: Tensor<(D,), E>,
    mean: Tensor<(D,), E>,
    var: Tensor<(D,), E>,
    eps: E,
}

/// The gradients of a normalisation with scale and shift: each has the shape of what it is the gradient of.
///
/// ```
/// use shapeful::ops::{BnParam, NormGrads, batchnorm_backward, batchnorm_forward};
/// use shapeful::{Tensor, axes};
/// axes! { Batch = 2; Features = 1; }
/// let x = Tensor::<(Batch, Features)>::from([[1.0], [3.0]]);
/// let (_, cache) = batchnorm_forward(&x, &Tensor::ones(), &Tensor::zeros(), &mut BnParam::default());
/// let NormGrads { dx, dgamma, dbeta } = batchnorm_backward(&Tensor::ones(), &cache);
/// assert_eq!(dbeta, [2.0]);
/// ```
pub struct NormGrads<X: Shape, P: Shape, E: Float = f32> {
    /// The gradient of the input.
    pub dx: Tensor<X, E>,
    /// The gradient of the scale.
    pub dgamma: Tensor<P, E>,
    /// The gradient of the shift.
    pub dbeta: Tensor<P, E>,
}
impl<X: Shape, P: Shape, E: Float> NormGrads<X, P, E> {
    pub(super) fn zeros() -> Self {
        NormGrads { dx: Tensor::zeros(), dgamma: Tensor::zeros(), dbeta: Tensor::zeros() }
    }
}
// Not derived: that would ask the same of the axes, which are neither compared nor printed.
impl<X: Shape, P: Shape, E: Float> Clone for NormGrads<X, P, E> {
    fn clone(&self) -> Self {
        NormGrads { dx: self.dx.clone(), dgamma: self.dgamma.clone(), dbeta: self.dbeta.clone() }
    }
}
impl<X: Shape, P: Shape, E: Float> PartialEq for NormGrads<X, P, E> {
    fn eq(&self, other: &Self) -> bool {
        self.dx == other.dx && self.dgamma == other.dgamma && self.dbeta == other.dbeta
    }
}
impl<X: Shape, P: Shape, E: Float> core::fmt::Debug for NormGrads<X, P, E> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("NormGrads")
            .field("dx", &self.dx)
            .field("dgamma", &self.dgamma)
            .field("dbeta", &self.dbeta)
            .finish()
    }
}

impl Channels {
    /// Rows of `D` features.
    pub(crate) fn of_rows<N: Dim, D: Dim>() -> Self {
        Channels { n: N::SIZE, c: D::SIZE, inner: 1 }
    }
    /// Images of `C` channels.
    pub(crate) fn of_images<N: Dim, C: Dim, H: Dim, W: Dim>() -> Self {
        Channels { n: N::SIZE, c: C::SIZE, inner: H::SIZE * W::SIZE }
    }
}

/// Batch norm in training: every feature gets mean `beta` and deviation `gamma` over the batch, and the running statistics move on.
///
/// - Shapes: `x: (N, D)`, `gamma: (D,)`, `beta: (D,)` → `out: (N, D)` and what backward needs.
/// - Formula: `x̂ = (x − mean)/√(var + ε)`, `out = γ·x̂ + β`; `running = momentum·running + (1 − momentum)·batch`.
/// - Errors: other shapes do not compile. Over a batch of one every feature is its own mean, and `out` is `beta`; NaN in gives NaN out.
///   A feature whose squares are too large for E, in f32 from about 1e19 on, has an infinite variance, and its `out` is `beta`.
/// - Source: Ioffe & Szegedy 2015, "Batch normalization"; CS231n, assignment 2, `batchnorm_forward`.
///
/// ```
/// use shapeful::ops::{BnParam, batchnorm_forward};
/// use shapeful::{Tensor, axes};
/// axes! { Batch = 2; Features = 1; }
/// let x = Tensor::<(Batch, Features)>::from([[1e3], [3e3]]);
/// let (gamma, beta) = (Tensor::<(Features,)>::full(10.0), Tensor::<(Features,)>::full(100.0));
/// let mut bn_param = BnParam { momentum: 0.75, ..BnParam::default() };
/// let (out, _) = batchnorm_forward(&x, &gamma, &beta, &mut bn_param);
/// assert_eq!(out, [[90.0], [110.0]]);
/// assert_eq!(bn_param.running_mean, [0.25 * 2e3]);
/// ```
pub fn batchnorm_forward<N: Dim, D: Dim, E: Float>(
    x: &Array<(N, D), E>,
    gamma: &Array<(D,), E>,
    beta: &Array<(D,), E>,
    bn_param: &mut BnParam<D, E>,
) -> (Tensor<(N, D), E>, BatchNormCache<(N, D), D, E>) {
    train(Channels::of_rows::<N, D>(), x, gamma, beta, bn_param)
}

/// Batch norm in use: by the running statistics, so that the answer for one example does not depend on the others.
///
/// - Shapes: `x: (N, D)`, `gamma: (D,)`, `beta: (D,)` → `out: (N, D)`, and nothing for a backward, which there is not.
/// - Formula: `out = γ·(x − running_mean)/√(running_var + ε) + β`.
/// - Errors: other shapes do not compile; NaN in gives NaN out.
/// - Source: CS231n, assignment 2, `batchnorm_forward` with mode `test`.
///
/// ```
/// use shapeful::ops::{BnParam, batchnorm_eval};
/// use shapeful::{Tensor, axes};
/// axes! { One = 1; Features = 1; }
/// let bn_param = BnParam { running_mean: Tensor::full(2e3), running_var: Tensor::full(1e6), ..BnParam::<Features>::default() };
/// let out = batchnorm_eval(&Tensor::<(One, Features)>::full(3e3), &Tensor::full(10.0), &Tensor::full(100.0), &bn_param);
/// assert_eq!(out, [[110.0]]);
/// ```
pub fn batchnorm_eval<N: Dim, D: Dim, E: Float>(
    x: &Array<(N, D), E>,
    gamma: &Array<(D,), E>,
    beta: &Array<(D,), E>,
    bn_param: &BnParam<D, E>,
) -> Tensor<(N, D), E> {
    eval(Channels::of_rows::<N, D>(), x, gamma, beta, bn_param)
}

/// The gradients of [`batchnorm_forward`], simplified on paper: the course's `batchnorm_backward_alt`, too.
///
/// - Shapes: `dout: (N, D)` → `dx: (N, D)`, `dgamma: (D,)`, `dbeta: (D,)`.
/// - Formula: `dβ = Σ_n dout`, `dγ = Σ_n dout·x̂`, `dx = γ/√(var + ε) · (dout − dβ/N − x̂·dγ/N)`.
/// - Errors: other shapes do not compile.
/// - Source: CS231n, assignment 2, `batchnorm_backward`.
///
/// No shift of a whole feature changes anything, so its gradients add up to 0:
/// ```
/// use shapeful::ops::{BnParam, batchnorm_backward, batchnorm_forward};
/// use shapeful::{Tensor, axes};
/// axes! { Batch = 2; Features = 1; }
/// let x = Tensor::<(Batch, Features)>::from([[-1e3], [1e3]]);
/// let (_, cache) = batchnorm_forward(&x, &Tensor::full(2.0), &Tensor::zeros(), &mut BnParam::default());
/// let grads = batchnorm_backward(&Tensor::from([[3.0], [5.0]]), &cache);
/// assert_eq!((grads.dgamma[[0]], grads.dbeta[[0]]), (5.0 - 3.0, 5.0 + 3.0));
/// assert_eq!(grads.dx, [[0.0], [0.0]]);
/// ```
#[doc(alias = "batchnorm_backward_alt")]
#[rustfmt::skip] // On one line, rustc quotes it in one line.
pub fn batchnorm_backward<N: Dim, D: Dim, Dout: Shape, E: Float>(
    dout: &Array<Dout, E>,
    cache: &BatchNormCache<(N, D), D, E>,
) -> NormGrads<(N, D), (D,), E> where Array<Dout, E>: GradientOf<Dout, (N, D)> {
    backward(Channels::of_rows::<N, D>(), dout.as_slice(), cache)
}

/// [`batchnorm_forward`] of images: each channel is a feature, and every pixel an example of it.
///
/// - Shapes: `x: (N, C, H, W)`, `gamma: (C,)`, `beta: (C,)` → `out: (N, C, H, W)` and what backward needs.
/// - Errors: other shapes do not compile.
/// - Source: CS231n, assignment 2, `spatial_batchnorm_forward`.
///
/// ```
/// use shapeful::ops::{BnParam, spatial_batchnorm_forward};
/// use shapeful::{Tensor, axes};
/// axes! { One = 1; Channels = 2; Height = 1; Width = 2; }
/// let x = Tensor::<(One, Channels, Height, Width)>::from([[[[1e3, 3e3]], [[5.0, 5.0]]]]);
/// let (out, _) = spatial_batchnorm_forward(&x, &Tensor::ones(), &Tensor::from([0.0, 7.0]), &mut BnParam::default());
/// assert_eq!(out, [[[[-1.0, 1.0]], [[7.0, 7.0]]]]);
/// ```
#[allow(clippy::type_complexity, reason = "the output and the cache, as everywhere")]
pub fn spatial_batchnorm_forward<N: Dim, C: Dim, H: Dim, W: Dim, E: Float>(
    x: &Array<(N, C, H, W), E>,
    gamma: &Array<(C,), E>,
    beta: &Array<(C,), E>,
    bn_param: &mut BnParam<C, E>,
) -> (Tensor<(N, C, H, W), E>, BatchNormCache<(N, C, H, W), C, E>) {
    train(Channels::of_images::<N, C, H, W>(), x, gamma, beta, bn_param)
}

/// [`batchnorm_eval`] of images.
///
/// - Shapes: `x: (N, C, H, W)`, `gamma: (C,)`, `beta: (C,)` → `out: (N, C, H, W)`.
///
/// ```
/// use shapeful::ops::{BnParam, spatial_batchnorm_eval};
/// use shapeful::{Tensor, axes};
/// axes! { One = 1; Channels = 1; Height = 1; Width = 2; }
/// let bn_param = BnParam { running_mean: Tensor::full(2e3), running_var: Tensor::full(1e6), ..BnParam::<Channels>::default() };
/// let x = Tensor::<(One, Channels, Height, Width)>::from([[[[1e3, 3e3]]]]);
/// assert_eq!(spatial_batchnorm_eval(&x, &Tensor::ones(), &Tensor::zeros(), &bn_param), [[[[-1.0, 1.0]]]]);
/// ```
pub fn spatial_batchnorm_eval<N: Dim, C: Dim, H: Dim, W: Dim, E: Float>(
    x: &Array<(N, C, H, W), E>,
    gamma: &Array<(C,), E>,
    beta: &Array<(C,), E>,
    bn_param: &BnParam<C, E>,
) -> Tensor<(N, C, H, W), E> {
    eval(Channels::of_images::<N, C, H, W>(), x, gamma, beta, bn_param)
}

/// The gradients of [`spatial_batchnorm_forward`]; see [`batchnorm_backward`].
///
/// - Shapes: `dout: (N, C, H, W)` → `dx: (N, C, H, W)`, `dgamma: (C,)`, `dbeta: (C,)`.
///
/// ```
/// use shapeful::ops::{BnParam, spatial_batchnorm_backward, spatial_batchnorm_forward};
/// use shapeful::{Tensor, axes};
/// axes! { One = 1; Channels = 1; Height = 1; Width = 2; }
/// let x = Tensor::<(One, Channels, Height, Width)>::from([[[[-1e3, 1e3]]]]);
/// let (_, cache) = spatial_batchnorm_forward(&x, &Tensor::ones(), &Tensor::zeros(), &mut BnParam::default());
/// let grads = spatial_batchnorm_backward(&Tensor::from([[[[3.0, 5.0]]]]), &cache);
/// assert_eq!((grads.dgamma[[0]], grads.dbeta[[0]]), (5.0 - 3.0, 5.0 + 3.0));
/// ```
#[rustfmt::skip] // On one line, rustc quotes it in one line.
pub fn spatial_batchnorm_backward<N: Dim, C: Dim, H: Dim, W: Dim, Dout: Shape, E: Float>(
    dout: &Array<Dout, E>,
    cache: &BatchNormCache<(N, C, H, W), C, E>,
) -> NormGrads<(N, C, H, W), (C,), E> where Array<Dout, E>: GradientOf<Dout, (N, C, H, W)> {
    backward(Channels::of_images::<N, C, H, W>(), dout.as_slice(), cache)
}

fn train<X: Shape, D: Dim, E: Float>(
    channels: Channels,
    x: &Array<X, E>,
    gamma: &Array<(D,), E>,
    beta: &Array<(D,), E>,
    bn_param: &mut BnParam<D, E>,
) -> (Tensor<X, E>, BatchNormCache<X, D, E>) {
    let (mut out, mut mean, mut var) = (Tensor::zeros(), Tensor::<(D,), E>::zeros(), Tensor::<(D,), E>::zeros());
    E::Loops::channel_moments(channels, x.as_slice(), mean.as_mut_slice(), var.as_mut_slice());
    let of = [mean.as_slice(), var.as_slice(), gamma.as_slice(), beta.as_slice()];
    E::Loops::norm_channels(channels, x.as_slice(), of, bn_param.eps, out.as_mut_slice());
    move_on(&mut bn_param.running_mean, &mean, bn_param.momentum);
    move_on(&mut bn_param.running_var, &var, bn_param.momentum);
    (out, BatchNormCache { x: x.to_tensor(), gamma: gamma.to_tensor(), mean, var, eps: bn_param.eps })
}
/// `running = momentum·running + (1 − momentum)·batch`
pub(crate) fn move_on<D: Dim, E: Float>(running: &mut Array<(D,), E>, batch: &Array<(D,), E>, momentum: E) {
    running.zip_map_in_place(batch, |running, batch| momentum * running + (E::ONE - momentum) * batch);
}
fn eval<X: Shape, D: Dim, E: Float>(
    channels: Channels,
    x: &Array<X, E>,
    gamma: &Array<(D,), E>,
    beta: &Array<(D,), E>,
    bn_param: &BnParam<D, E>,
) -> Tensor<X, E> {
    let (mean, var) = (&bn_param.running_mean, &bn_param.running_var);
    let mut out = Tensor::zeros();
    let of = [mean.as_slice(), var.as_slice(), gamma.as_slice(), beta.as_slice()];
    E::Loops::norm_channels(channels, x.as_slice(), of, bn_param.eps, out.as_mut_slice());
    out
}
fn backward<X: Shape, D: Dim, E: Float>(
    channels: Channels,
    dout: &[E],
    cache: &BatchNormCache<X, D, E>,
) -> NormGrads<X, (D,), E> {
    let BatchNormCache { x, gamma, mean, var, eps } = cache;
    let NormGrads { mut dx, mut dgamma, mut dbeta } = NormGrads::zeros();
    let (terms, of) = ([dout, x.as_slice()], [mean.as_slice(), var.as_slice(), gamma.as_slice()]);
    E::Loops::norm_channels_params(
        channels,
        terms,
        [of[0], of[1]],
        *eps,
        [dgamma.as_mut_slice(), dbeta.as_mut_slice()],
    );
    E::Loops::norm_channels_input(channels, terms, of, *eps, [dgamma.as_slice(), dbeta.as_slice()], dx.as_mut_slice());
    NormGrads { dx, dgamma, dbeta }
}
