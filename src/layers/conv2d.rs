//! Filters that go over images, as a layer.
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::conv::{ConvSizes, Side};
use crate::layers::conv_cache::{ConvCache, ConvWay};
use crate::layers::layer::Layer;
use crate::layers::mode::{Mode, Train};
#[cfg(feature = "rand")]
use crate::layers::params::Init;
use crate::layers::params::{Params, walk};
use crate::numeral::{_0, _1};
use crate::ops::{ConvSides, Dilated, PerGroup, TakenBy};
use core::marker::PhantomData;

/// `OutC` filters of `KH` by `KW` pixels, each of which sees `InC` channels.
///
/// The numbers behind the sides of the filter have defaults: the stride `S` is 1, there is no padding, `P`; pixels that are neighbours
/// under the filter are neighbours in the image, as the dilation `D` is 1; and every filter sees every channel, in `G`, one group.
///
/// - Shapes: `x: (N, InC, H, W)`, `w: (OutC, InC/G, KH, KW)`, `b: (OutC,)` → `y: (N, OutC, H', W')` with
///   `H' = (H + 2P − D·(KH − 1) − 1) / S + 1`, in numbers.
/// - Formula: `y[n, f, p, q] = b[f] + Σ_{c,i,j} x[n, c, p·S + i·D − P, q·S + j·D − P]·w[f, c, i, j]`, where `x` is 0 outside the image, and
///   `c` goes through the channels of the group of `f`.
/// - Errors: images of other channels, filters that [do not tile](crate::ConvOut) the image, and groups that do not
///   [divide](crate::InGroups) the channels and the filters do not compile.
/// - Source: CS231n notes, "Convolutional Networks".
///
/// With a padding of 1 a filter of 3 keeps the size of an image, and sees fewer pixels at its edge:
/// ```
/// use shapeful::{Conv2d, Layer, Tensor, axes, dim};
/// axes! { Batch = 2; Colours = 3; Filters = 8; Height = 6; Width = 4; }
/// let conv = Conv2d::<Colours, Filters, dim!(3), dim!(3), dim!(1), dim!(1)>::new(Tensor::ones(), Tensor::full(0.5));
/// let maps: Tensor<(Batch, Filters, dim!(6), dim!(4))> = conv.predict(&Tensor::<(Batch, Colours, Height, Width)>::ones());
/// assert_eq!(maps[[0, 0, 2, 2]], 27.5);
/// assert_eq!(maps[[0, 0, 0, 0]], 12.5);
/// ```
#[derive(Clone)]
#[rustfmt::skip]
pub struct Conv2d<InC: Dim, OutC: Dim, KH: Dim, KW: Dim, S: Dim = _1, P: Dim = _0, D: Dim = _1, G: Dim = _1, E: Float = f32>
where
    InC: PerGroup<G>,
{
    /// The filters.
    pub w: Tensor<(OutC, InC::Part, KH, KW), E>,
    /// The bias, one number for each filter.
    pub b: Tensor<(OutC,), E>,
    way: PhantomData<fn() -> (S, P, D)>,
}

impl<InC: Dim, OutC: Dim, KH: Dim, KW: Dim, S: Dim, P: Dim, D: Dim, G: Dim, E: Float>
    Conv2d<InC, OutC, KH, KW, S, P, D, G, E>
where
    InC: PerGroup<G>,
{
    /// With these filters and this bias.
    ///
    /// ```
    /// use shapeful::{Conv2d, Layer, Tensor, axes, dim};
    /// axes! { Batch = 1; Grey = 1; Edges = 1; Height = 1; Width = 4; }
    /// let w = Tensor::<(Edges, Grey, dim!(1), dim!(2))>::from([[[[-1.0, 1.0]]]]);
    /// let edges = Conv2d::<Grey, Edges, dim!(1), dim!(2)>::new(w, Tensor::zeros());
    /// let x = Tensor::<(Batch, Grey, Height, Width)>::from([[[[3.0, 3.0, 7.0, 7.0]]]]);
    /// assert_eq!(edges.predict(&x), [[[[0.0, 4.0, 0.0]]]]);
    /// ```
    pub fn new(w: Tensor<(OutC, InC::Part, KH, KW), E>, b: Tensor<(OutC,), E>) -> Self {
        Conv2d { w, b, way: PhantomData }
    }
    /// All parameters 0.
    ///
    /// ```
    /// use shapeful::{Conv2d, Params, axes, dim};
    /// axes! { Colours = 3; Filters = 8; }
    /// assert_eq!(Conv2d::<Colours, Filters, dim!(5), dim!(5)>::zeros().count(), 8 * 3 * 5 * 5 + 8);
    /// ```
    pub fn zeros() -> Self {
        Self::new(Tensor::zeros(), Tensor::zeros())
    }
    /// Filters drawn from the normal distribution with variance `2/(InC/G·KH·KW)`, which keeps the variance of activations through
    /// ReLUs; bias 0.
    ///
    /// - Source: He et al. 2015, "Delving deep into rectifiers".
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::SmallRng};
    /// use shapeful::{Conv2d, axes, dim};
    /// axes! { Channels = 16; Filters = 100; }
    /// let conv = Conv2d::<Channels, Filters, dim!(3), dim!(3)>::he(&mut SmallRng::seed_from_u64(1));
    /// assert!((conv.w.var_all() - 2.0 / (16.0 * 3.0 * 3.0)).abs() < 5e-4);
    /// ```
    #[cfg(feature = "rand")]
    pub fn he<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
        Self::new(Tensor::he_normal(rng), Tensor::zeros())
    }
}

type MapH<H, W, KH, KW, S, P, D> =
    <(H, W) as ConvSides<(<KH as Dilated<D>>::Span, <KW as Dilated<D>>::Span), S, P>>::Height;
type MapW<H, W, KH, KW, S, P, D> =
    <(H, W) as ConvSides<(<KH as Dilated<D>>::Span, <KW as Dilated<D>>::Span), S, P>>::Width;

macro_rules! body { (@forward $forward:ident, relu: $relu:literal, $($n:ident)+) => {
    fn $forward<M: Mode>(&self, x: &Array<($($n,)+ C, H, W), E>, cache: &mut Self::Cache<M>, y: &mut Array<Self::Y, E>) {
        let sizes = Way::<C::Then<H>, W, C::Channels, C::Filters, KH, KW, S, P, D, G>::SIZES.of_batch(1 $(* $n::SIZE)+);
        let (w, b) = (self.w.as_slice(), self.b.as_slice());
        sizes.forward(x.as_slice(), w, b, $relu, &mut cache.work, y.as_mut_slice());
    }
}; ($($n:ident)+) => {
    type Y = ($($n,)+ OutC, MapH<C::Then<H>, W, KH, KW, S, P, D>, MapW<C::Then<H>, W, KH, KW, S, P, D>);
    type Cache<M: Mode> = ConvCache<M, Way<C::Then<H>, W, C::Channels, C::Filters, KH, KW, S, P, D, G>, E>;
    body! { @forward forward, relu: false, $($n)+ }
    body! { @forward forward_relu, relu: true, $($n)+ }
    fn backward(
        &mut self,
        x: &Array<($($n,)+ C, H, W), E>,
        cache: &mut Self::Cache<Train>,
        dy: &Array<Self::Y, E>,
        dx: Option<&mut Array<($($n,)+ C, H, W), E>>,
        grad: &mut Self,
    ) {
        let sizes = Way::<C::Then<H>, W, C::Channels, C::Filters, KH, KW, S, P, D, G>::SIZES.of_batch(1 $(* $n::SIZE)+);
        let work = &mut cache.work;
        let (dw, db) = (grad.w.as_mut_slice(), grad.b.as_mut_slice());
        sizes.backward_params(dy.as_slice(), x.as_slice(), work, dw, db);
        if let Some(dx) = dx {
            sizes.backward_input(dy.as_slice(), self.w.as_slice(), work, dx.as_mut_slice());
        }
    }
} }
// (N, C, H, W), and with more than one axis for the batch (N, T, C, H, W), the frames of films.
// The first is not `do_not_recommend`, which would hide the lessons of its bounds. There are two, since from one alone rustc infers
// the shape of the input, and says of a network that does not fit that it has no methods.
// Each header is one line, since rustc quotes it whole under an error.
#[rustfmt::skip]
impl<N: Dim, C: Dim, H: Dim, W: Dim, InC, OutC: Dim, KH: Dim, KW: Dim, S: Dim, P: Dim, D: Dim, G: Dim, E: Float> Layer<(N, C, H, W), E> for Conv2d<InC, OutC, KH, KW, S, P, D, G, E> where InC: PerGroup<G>, C: TakenBy<InC, OutC, G>, KH: Dilated<D>, KW: Dilated<D>, (C::Then<H>, W): ConvSides<(KH::Span, KW::Span), S, P> { body!(N); }
#[rustfmt::skip]
#[diagnostic::do_not_recommend]
impl<N: Dim, T: Dim, C: Dim, H: Dim, W: Dim, InC, OutC: Dim, KH: Dim, KW: Dim, S: Dim, P: Dim, D: Dim, G: Dim, E: Float> Layer<(N, T, C, H, W), E> for Conv2d<InC, OutC, KH, KW, S, P, D, G, E> where InC: PerGroup<G>, C: TakenBy<InC, OutC, G>, KH: Dilated<D>, KW: Dilated<D>, (C::Then<H>, W): ConvSides<(KH::Span, KW::Span), S, P> { body!(N T); }
/// The sizes of a layer and of its image.
#[doc(hidden)]
pub struct Way<H, W, C, F, KH, KW, S, P, D, G>(PhantomData<(H, W, C, F, KH, KW, S, P, D, G)>);
#[rustfmt::skip]
impl<H: Dim, W: Dim, C: Dim, F: Dim, KH: Dim, KW: Dim, S: Dim, P: Dim, D: Dim, G: Dim> ConvWay for Way<H, W, C, F, KH, KW, S, P, D, G>
where
    KH: Dilated<D>,
    KW: Dilated<D>,
    (H, W): ConvSides<(KH::Span, KW::Span), S, P>,
{
    #[allow(private_interfaces, reason = "read by the layer alone")]
    const SIZES: ConvSizes = ConvSizes {
        batch: 1,
        groups: G::SIZE,
        channels: C::SIZE,
        filters: F::SIZE,
        height: Side::of::<H, KH, S, P, D, MapH<H, W, KH, KW, S, P, D>>(),
        width: Side::of::<W, KW, S, P, D, MapW<H, W, KH, KW, S, P, D>>(),
    };
}

#[diagnostic::do_not_recommend]
impl<InC: Dim, OutC: Dim, KH: Dim, KW: Dim, S: Dim, P: Dim, D: Dim, G: Dim, E: Float> Params<E>
    for Conv2d<InC, OutC, KH, KW, S, P, D, G, E>
where
    InC: PerGroup<G>,
{
    walk! { E: w: Weight, (OutC, InC::Part, KH, KW); b: Bias, (OutC,); }
}
impl<InC: Dim, OutC: Dim, KH: Dim, KW: Dim, S: Dim, P: Dim, D: Dim, G: Dim, E: Float> core::fmt::Debug
    for Conv2d<InC, OutC, KH, KW, S, P, D, G, E>
where
    InC: PerGroup<G>,
{
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Conv2d").field("w", &self.w).field("b", &self.b).finish()
    }
}
/// [He](Conv2d::he) initialisation.
#[cfg(feature = "rand")]
impl<InC: Dim, OutC: Dim, KH: Dim, KW: Dim, S: Dim, P: Dim, D: Dim, G: Dim, E: Float> Init
    for Conv2d<InC, OutC, KH, KW, S, P, D, G, E>
where
    InC: PerGroup<G>,
{
    fn init<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
        Self::he(rng)
    }
}
