//! Group normalisation: `out = γ·(x − mean)/√(var + ε) + β`, with the statistics of each group of channels of each image.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::kernel::norm::Groups;
use crate::numeral::{_0, _1};
use crate::ops::batchnorm::NormGrads;
use crate::ops::divided::Divided;
use crate::ops::gradient_of::GradientOf;
use crate::shape::Shape;

/// An axis splits into `Groups` groups of one size.
///
/// - Formula: the number of channels is a multiple of the number of groups.
///
/// ```
/// use shapeful::ops::SplitsInto;
/// use shapeful::{axes, dim};
/// axes! { Channels = 6; }
/// fn splits<C: SplitsInto<G>, G>() {}
/// splits::<Channels, dim!(3)>();
/// splits::<Channels, dim!(1)>();
/// ```
/// Six channels do not split into four groups:
/// ```compile_fail,E0277
/// # use shapeful::ops::SplitsInto;
/// # use shapeful::{axes, dim};
/// # axes! { Channels = 6; }
/// # fn splits<C: SplitsInto<G>, G>() {}
/// splits::<Channels, dim!(4)>();
/// ```
pub trait SplitsInto<Groups>: Dim {}
// Not `do_not_recommend`: the lesson is that of the bounds, and it would hide it.
impl<C: Dim, G: Dim> SplitsInto<G> for C
where
    C: Divided<G>,
    C::Remainder: NoneLeft<C, G>,
{
}

/// `Self`, what is left of the channels when they are shared among the groups, is 0.
///
/// ```
/// use shapeful::{NoneLeft, dim};
/// fn is_none<Left: NoneLeft<dim!(6), dim!(3)>>() {}
/// is_none::<dim!(0)>();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: {Channels} does not split into {Groups} groups, because {Channels} / {Groups} leaves {Self}",
    label = "{Channels} does not split into {Groups} groups",
    note = "group norm takes C/G neighbouring channels together, so G divides C",
    note = "one group is layer norm over (C, H, W), and as many groups as channels are instance norm",
    note = "lesson S104"
)]
pub trait NoneLeft<Channels, Groups> {}
#[diagnostic::do_not_recommend]
impl<C, G> NoneLeft<C, G> for _0 {}

/// What [`spatial_groupnorm_forward`] leaves for [`spatial_groupnorm_backward`].
///
/// ```
/// use shapeful::ops::{GroupNormCache, spatial_groupnorm_forward};
/// use shapeful::{Tensor, axes};
/// axes! { Batch = 1; Channels = 4; Height = 2; Width = 2; Groups = 2; }
/// let x = Tensor::<(Batch, Channels, Height, Width)>::ones();
/// let (out, cache): (_, GroupNormCache<Batch, Channels, Height, Width, Groups>) =
///     spatial_groupnorm_forward(&x, &Tensor::ones(), &Tensor::full(7.0), Groups, 1e-5);
/// assert_eq!(out[[0, 3, 1, 1]], 7.0);
/// ```
pub struct GroupNormCache<N: Dim, C: Dim, H: Dim, W: Dim, G: Dim, E: Float = f32> {
    x: Tensor<(N, C, H, W), E>,
    gamma: Tensor<(_1, C, _1, _1), E>,
    mean: Tensor<(N, G), E>,
    inverse: Tensor<(N, G), E>,
}

impl Groups {
    /// Images of `C` channels in `G` groups.
    pub(crate) fn of_images<N: Dim, C: Dim, H: Dim, W: Dim, G: Dim>() -> Self {
        Groups { n: N::SIZE, g: G::SIZE, k: C::SIZE / G::SIZE.max(1), inner: H::SIZE * W::SIZE, centred: true }
    }
}

/// Group norm of images: the channels of every image get mean 0 and deviation 1 group by group, and then their scale and shift.
///
/// - Shapes: `x: (N, C, H, W)`, `gamma` and `beta: (1, C, 1, 1)`, G groups → `out: (N, C, H, W)` and what backward needs.
/// - Formula: `x̂ = (x − mean)/√(var + ε)` over the C/G channels and all pixels of a group, `out = γ·x̂ + β`; ε is usually 1e-5.
/// - Errors: groups that do not divide the channels, and other shapes, do not compile; NaN in gives NaN out, in its group.
///   A group whose squares are too large for E, in f32 from about 1e19 on, has an infinite variance, and its `out` is `beta`.
/// - Source: Wu & He 2018, "Group normalization"; CS231n, assignment 2, `spatial_groupnorm_forward`.
///
/// It computes the same in training and in use, since no image looks at another:
/// ```
/// use shapeful::ops::spatial_groupnorm_forward;
/// use shapeful::{Tensor, axes};
/// axes! { Batch = 1; Channels = 2; Height = 1; Width = 2; Together = 1; Alone = 2; }
/// let x = Tensor::<(Batch, Channels, Height, Width)>::from([[[[1e4, 1e4]], [[3e4, 3e4]]]]);
/// let (gamma, beta) = (Tensor::ones(), Tensor::zeros());
/// assert_eq!(spatial_groupnorm_forward(&x, &gamma, &beta, Together, 1e-5).0, [[[[-1.0, -1.0]], [[1.0, 1.0]]]]);
/// assert_eq!(spatial_groupnorm_forward(&x, &gamma, &beta, Alone, 1e-5).0, [[[[0.0, 0.0]], [[0.0, 0.0]]]]);
/// ```
#[rustfmt::skip] // On one line, rustc quotes it in one line.
#[allow(clippy::type_complexity, reason = "the output and the cache, as everywhere")]
pub fn spatial_groupnorm_forward<N: Dim, C: SplitsInto<G>, H: Dim, W: Dim, G: Dim, E: Float>(
    x: &Array<(N, C, H, W), E>,
    gamma: &Array<(_1, C, _1, _1), E>,
    beta: &Array<(_1, C, _1, _1), E>,
    _groups: G,
    eps: E,
) -> (Tensor<(N, C, H, W), E>, GroupNormCache<N, C, H, W, G, E>) {
    let (mut out, mut mean, mut inverse) = (Tensor::zeros(), Tensor::<(N, G), E>::zeros(), Tensor::<(N, G), E>::zeros());
    let (groups, shift) = (Groups::of_images::<N, C, H, W, G>(), Some(beta.as_slice()));
    let kept = [Some(mean.as_mut_slice()), Some(inverse.as_mut_slice())];
    E::Loops::norm_groups(groups, x.as_slice(), gamma.as_slice(), shift, eps, out.as_mut_slice(), kept);
    (out, GroupNormCache { x: x.to_tensor(), gamma: gamma.to_tensor(), mean, inverse })
}

/// The gradients of [`spatial_groupnorm_forward`].
///
/// - Shapes: `dout: (N, C, H, W)` → `dx: (N, C, H, W)`, `dgamma` and `dbeta: (1, C, 1, 1)`.
/// - Formula: as [`layernorm_backward`](crate::ops::layernorm_backward), with the means over each group.
/// - Errors: other shapes do not compile.
/// - Source: CS231n, assignment 2, `spatial_groupnorm_backward`.
///
/// ```
/// use shapeful::ops::{spatial_groupnorm_backward, spatial_groupnorm_forward};
/// use shapeful::{Tensor, axes};
/// axes! { Batch = 1; Channels = 2; Height = 1; Width = 1; Together = 1; }
/// let x = Tensor::<(Batch, Channels, Height, Width)>::from([[[[-1e3]], [[1e3]]]]);
/// let (_, cache) = spatial_groupnorm_forward(&x, &Tensor::ones(), &Tensor::zeros(), Together, 1e-5);
/// let grads = spatial_groupnorm_backward(&Tensor::from([[[[3.0]], [[5.0]]]]), &cache);
/// assert_eq!(grads.dgamma, [[[[-3.0]], [[5.0]]]]);
/// assert_eq!(grads.dbeta, [[[[3.0]], [[5.0]]]]);
/// assert_eq!(grads.dx, [[[[0.0]], [[0.0]]]]);
/// ```
#[rustfmt::skip] // On one line, rustc quotes it in one line.
pub fn spatial_groupnorm_backward<N: Dim, C: Dim, H: Dim, W: Dim, G: Dim, Dout: Shape, E: Float>(
    dout: &Array<Dout, E>,
    cache: &GroupNormCache<N, C, H, W, G, E>,
) -> NormGrads<(N, C, H, W), (_1, C, _1, _1), E> where Array<Dout, E>: GradientOf<Dout, (N, C, H, W)> {
    let GroupNormCache { x, gamma, mean, inverse } = cache;
    let NormGrads { mut dx, mut dgamma, mut dbeta } = NormGrads::zeros();
    let (terms, mean, inverse) = ([dout.as_slice(), x.as_slice()], Some(mean.as_slice()), inverse.as_slice());
    let groups = Groups::of_images::<N, C, H, W, G>();
    E::Loops::norm_groups_params(groups, terms, mean, inverse, dgamma.as_mut_slice(), Some(dbeta.as_mut_slice()));
    E::Loops::norm_groups_input(groups, terms, mean, inverse, gamma.as_slice(), dx.as_mut_slice());
    NormGrads { dx, dgamma, dbeta }
}
