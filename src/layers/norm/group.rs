//! Group normalisation as a layer.
use super::RowMoments;
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::kernel::norm::Groups;
use crate::layers::layer::Layer;
use crate::layers::mode::Mode;
use crate::layers::one_shape::takes_nothing;
#[cfg(feature = "rand")]
use crate::layers::params::Init;
use crate::layers::params::{Params, walk};
use crate::numeral::_1;
use crate::ops::SplitsInto;
use core::marker::PhantomData;

/// The channels of every image get mean 0 and deviation 1, `G` groups of neighbours by themselves, then their scale and shift.
///
/// - Shapes: `(N, C, H, W)` → `(N, C, H, W)`; `gamma` and `beta` are `(1, C, 1, 1)`.
/// - Formula: as [`spatial_groupnorm_forward`](crate::spatial_groupnorm_forward), with ε = 1e-5. It is the same in training and in use.
/// - Errors: groups that do not divide the channels, and an input whose second axis is not `C`, do not compile. Numbers may be as
///   large as in [`spatial_groupnorm_forward`](crate::ops::spatial_groupnorm_forward).
/// - Source: Wu & He 2018, "Group normalization".
///
/// ```
/// use shapeful::{GroupNorm, Layer, Tensor, axes, dim};
/// axes! { Batch = 1; Channels = 2; Height = 1; Width = 1; }
/// let x = Tensor::<(Batch, Channels, Height, Width)>::from([[[[1e4]], [[3e4]]]]);
/// assert_eq!(GroupNorm::<Channels, dim!(1)>::new().predict(&x), [[[[-1.0]], [[1.0]]]]);
/// assert_eq!(GroupNorm::<Channels, dim!(2)>::new().predict(&x), [[[[0.0]], [[0.0]]]]);
/// ```
#[derive(Clone)]
pub struct GroupNorm<C: Dim, G: Dim, E: Float = f32> {
    /// The scale.
    pub gamma: Tensor<(_1, C, _1, _1), E>,
    /// The shift.
    pub beta: Tensor<(_1, C, _1, _1), E>,
    /// Added to the variance, so that a constant group is not divided by 0.
    pub eps: E,
    groups: PhantomData<fn() -> G>,
}
impl<C: Dim, G: Dim, E: Float> GroupNorm<C, G, E> {
    /// Scale 1 and shift 0; ε = 1e-5.
    ///
    /// ```
    /// use shapeful::{GroupNorm, Params, axes, dim};
    /// axes! { Channels = 6; }
    /// let norm = GroupNorm::<Channels, dim!(3), f64>::new();
    /// assert_eq!((norm.count(), norm.eps), (12, 1e-5));
    /// ```
    pub fn new() -> Self {
        GroupNorm { gamma: Tensor::ones(), beta: Tensor::zeros(), eps: E::of(1e-5), groups: PhantomData }
    }
}

// Not `do_not_recommend`: it would hide the lesson of groups that do not divide.
impl<N: Dim, C: SplitsInto<G>, H: Dim, W: Dim, G: Dim, E: Float> Layer<(N, C, H, W), E> for GroupNorm<C, G, E> {
    type Y = (N, C, H, W);
    type Cache<M: Mode> = M::Of<RowMoments<(N, G), E>>;
    fn forward<M: Mode>(&self, x: &Array<(N, C, H, W), E>, cache: &mut Self::Cache<M>, y: &mut Array<Self::Y, E>) {
        let (gamma, beta) = (self.gamma.as_slice(), Some(self.beta.as_slice()));
        let (groups, y) = (Groups::of_images::<N, C, H, W, G>(), y.as_mut_slice());
        E::Loops::norm_groups(groups, x.as_slice(), gamma, beta, self.eps, y, RowMoments::slices(M::kept(cache)));
    }
    fn backward(
        &mut self,
        x: &Array<(N, C, H, W), E>,
        cache: &mut RowMoments<(N, G), E>,
        dy: &Array<(N, C, H, W), E>,
        dx: Option<&mut Array<(N, C, H, W), E>>,
        grad: &mut Self,
    ) {
        let (terms, [mean, inverse]) = ([dy.as_slice(), x.as_slice()], cache.read());
        let groups = Groups::of_images::<N, C, H, W, G>();
        let (dgamma, dbeta) = (grad.gamma.as_mut_slice(), grad.beta.as_mut_slice());
        E::Loops::norm_groups_params(groups, terms, Some(mean), inverse, dgamma, Some(dbeta));
        if let Some(dx) = dx {
            E::Loops::norm_groups_input(groups, terms, Some(mean), inverse, self.gamma.as_slice(), dx.as_mut_slice());
        }
    }
}
takes_nothing! { [C: Dim, G: Dim, E: Float] GroupNorm<C, G, E> }

#[diagnostic::do_not_recommend]
impl<C: Dim, G: Dim, E: Float> Params<E> for GroupNorm<C, G, E> {
    walk! { E: gamma: Bias, (_1, C, _1, _1); beta: Bias, (_1, C, _1, _1); }
}
impl<C: Dim, G: Dim, E: Float> Default for GroupNorm<C, G, E> {
    fn default() -> Self {
        Self::new()
    }
}
impl<C: Dim, G: Dim, E: Float> core::fmt::Debug for GroupNorm<C, G, E> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("GroupNorm").field("gamma", &self.gamma).field("beta", &self.beta).finish()
    }
}
/// As [`GroupNorm::new`]: nothing is random.
#[cfg(feature = "rand")]
impl<C: Dim, G: Dim, E: Float> Init for GroupNorm<C, G, E> {
    fn init<R: rand::Rng + ?Sized>(_: &mut R) -> Self {
        Self::new()
    }
}
