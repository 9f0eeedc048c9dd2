//! Filters that go along a signal, as a layer.
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
use crate::ops::{ConvOut, Dilated, PerGroup, TakenBy};
use core::marker::PhantomData;

/// `OutC` filters of `K` samples, each of which sees `InC` channels: a convolution along a line, be it time or text.
///
/// The numbers behind the length of the filter have the defaults and the meaning that they have in [`Conv2d`](crate::Conv2d): the
/// stride `S`, the padding `P`, the dilation `D` and the groups `G`.
///
/// - Shapes: `x: (N, InC, W)`, `w: (OutC, InC/G, K)`, `b: (OutC,)` → `y: (N, OutC, W')` with `W' = (W + 2P − D·(K − 1) − 1) / S + 1`.
/// - Formula: `y[n, f, q] = b[f] + Σ_{c,j} x[n, c, q·S + j·D − P]·w[f, c, j]`, where `x` is 0 beyond its ends.
/// - Errors: as for [`Conv2d`](crate::Conv2d).
///
/// The mean of three neighbours:
/// ```
/// use shapeful::{Conv1d, Layer, Tensor, axes, dim};
/// axes! { Batch = 1; Loudness = 1; Smooth = 1; Time = 5; }
/// let mean = Conv1d::<Loudness, Smooth, dim!(3)>::new(Tensor::full(1.0 / 3.0), Tensor::zeros());
/// let x = Tensor::<(Batch, Loudness, Time)>::from([[[3.0, 0.0, 6.0, 3.0, 0.0]]]);
/// let y: Tensor<(Batch, Smooth, dim!(3))> = mean.predict(&x);
/// assert_eq!(y, [[[3.0, 3.0, 3.0]]]);
/// ```
#[derive(Clone)]
#[rustfmt::skip]
pub struct Conv1d<InC: Dim, OutC: Dim, K: Dim, S: Dim = _1, P: Dim = _0, D: Dim = _1, G: Dim = _1, E: Float = f32>
where
    InC: PerGroup<G>,
{
    /// The filters.
    pub w: Tensor<(OutC, InC::Part, K), E>,
    /// The bias, one number for each filter.
    pub b: Tensor<(OutC,), E>,
    way: PhantomData<fn() -> (S, P, D)>,
}

impl<InC: Dim, OutC: Dim, K: Dim, S: Dim, P: Dim, D: Dim, G: Dim, E: Float> Conv1d<InC, OutC, K, S, P, D, G, E>
where
    InC: PerGroup<G>,
{
    /// With these filters and this bias.
    ///
    /// ```
    /// use shapeful::{Conv1d, Layer, Tensor, axes, dim};
    /// axes! { Batch = 1; Level = 1; Change = 1; Time = 4; }
    /// let w = Tensor::<(Change, Level, dim!(2))>::from([[[-1.0, 1.0]]]);
    /// let change = Conv1d::<Level, Change, dim!(2)>::new(w, Tensor::zeros());
    /// let x = Tensor::<(Batch, Level, Time)>::from([[[3.0, 3.0, 7.0, 7.0]]]);
    /// assert_eq!(change.predict(&x), [[[0.0, 4.0, 0.0]]]);
    /// ```
    pub fn new(w: Tensor<(OutC, InC::Part, K), E>, b: Tensor<(OutC,), E>) -> Self {
        Conv1d { w, b, way: PhantomData }
    }
    /// All parameters 0.
    ///
    /// ```
    /// use shapeful::{Conv1d, Params, axes, dim};
    /// axes! { Channels = 3; Filters = 8; }
    /// assert_eq!(Conv1d::<Channels, Filters, dim!(5)>::zeros().count(), 8 * 3 * 5 + 8);
    /// ```
    pub fn zeros() -> Self {
        Self::new(Tensor::zeros(), Tensor::zeros())
    }
    /// Filters drawn from the normal distribution with variance `2/(InC/G·K)`, which keeps the variance of activations through ReLUs;
    /// bias 0.
    ///
    /// - Source: He et al. 2015, "Delving deep into rectifiers".
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::SmallRng};
    /// use shapeful::{Conv1d, axes, dim};
    /// axes! { Channels = 16; Filters = 100; }
    /// let conv = Conv1d::<Channels, Filters, dim!(9)>::he(&mut SmallRng::seed_from_u64(1));
    /// assert!((conv.w.var_all() - 2.0 / (16.0 * 9.0)).abs() < 5e-4);
    /// ```
    #[cfg(feature = "rand")]
    pub fn he<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
        let inputs = InC::Part::SIZE * K::SIZE;
        let deviation = E::of(2.0 / inputs.max(1) as f64).sqrt();
        Self::new(Tensor::normal(E::ZERO, deviation, rng), Tensor::zeros())
    }
}

type Line<W, K, S, P, D> = <W as ConvOut<<K as Dilated<D>>::Span, S, P>>::Out;

macro_rules! body { (@forward $forward:ident, relu: $relu:literal, $($n:ident)+) => {
    fn $forward<M: Mode>(&self, x: &Array<($($n,)+ C, W), E>, cache: &mut Self::Cache<M>, y: &mut Array<Self::Y, E>) {
        let sizes = Way::<C::Then<W>, C::Channels, C::Filters, K, S, P, D, G>::SIZES.of_batch(1 $(* $n::SIZE)+);
        let (w, b) = (self.w.as_slice(), self.b.as_slice());
        sizes.forward(x.as_slice(), w, b, $relu, &mut cache.work, y.as_mut_slice());
    }
}; ($($n:ident)+) => {
    type Y = ($($n,)+ OutC, Line<C::Then<W>, K, S, P, D>);
    type Cache<M: Mode> = ConvCache<M, Way<C::Then<W>, C::Channels, C::Filters, K, S, P, D, G>, E>;
    body! { @forward forward, relu: false, $($n)+ }
    body! { @forward forward_relu, relu: true, $($n)+ }
    fn backward(
        &mut self,
        x: &Array<($($n,)+ C, W), E>,
        cache: &mut Self::Cache<Train>,
        dy: &Array<Self::Y, E>,
        dx: Option<&mut Array<($($n,)+ C, W), E>>,
        grad: &mut Self,
    ) {
        let sizes = Way::<C::Then<W>, C::Channels, C::Filters, K, S, P, D, G>::SIZES.of_batch(1 $(* $n::SIZE)+);
        let work = &mut cache.work;
        let (dw, db) = (grad.w.as_mut_slice(), grad.b.as_mut_slice());
        sizes.backward_params(dy.as_slice(), x.as_slice(), work, dw, db);
        if let Some(dx) = dx {
            sizes.backward_input(dy.as_slice(), self.w.as_slice(), work, dx.as_mut_slice());
        }
    }
} }
// (N, C, W), and with more than one axis for the batch (N, T, C, W).
// The first is not `do_not_recommend`, which would hide the lessons of its bounds. There are two, since from one alone rustc infers
// the shape of the input, and says of a network that does not fit that it has no methods.
// Each header is one line, since rustc quotes it whole under an error.
#[rustfmt::skip]
impl<N: Dim, C: Dim, W: Dim, InC, OutC: Dim, K: Dim, S: Dim, P: Dim, D: Dim, G: Dim, E: Float> Layer<(N, C, W), E> for Conv1d<InC, OutC, K, S, P, D, G, E> where InC: PerGroup<G>, C: TakenBy<InC, OutC, G>, K: Dilated<D>, C::Then<W>: ConvOut<K::Span, S, P> { body!(N); }
#[rustfmt::skip]
#[diagnostic::do_not_recommend]
impl<N: Dim, T: Dim, C: Dim, W: Dim, InC, OutC: Dim, K: Dim, S: Dim, P: Dim, D: Dim, G: Dim, E: Float> Layer<(N, T, C, W), E> for Conv1d<InC, OutC, K, S, P, D, G, E> where InC: PerGroup<G>, C: TakenBy<InC, OutC, G>, K: Dilated<D>, C::Then<W>: ConvOut<K::Span, S, P> { body!(N T); }
/// The sizes of a layer and of its signal.
#[doc(hidden)]
pub struct Way<W, C, F, K, S, P, D, G>(PhantomData<(W, C, F, K, S, P, D, G)>);
#[rustfmt::skip]
impl<W: Dim, C: Dim, F: Dim, K: Dim, S: Dim, P: Dim, D: Dim, G: Dim> ConvWay for Way<W, C, F, K, S, P, D, G>
where
    K: Dilated<D>,
    W: ConvOut<K::Span, S, P>,
{
    #[allow(private_interfaces, reason = "read by the layer alone")]
    const SIZES: ConvSizes = ConvSizes {
        batch: 1,
        groups: G::SIZE,
        channels: C::SIZE,
        filters: F::SIZE,
        height: Side::ONE,
        width: Side::of::<W, K, S, P, D, Line<W, K, S, P, D>>(),
    };
}

#[diagnostic::do_not_recommend]
impl<InC: Dim, OutC: Dim, K: Dim, S: Dim, P: Dim, D: Dim, G: Dim, E: Float> Params<E>
    for Conv1d<InC, OutC, K, S, P, D, G, E>
where
    InC: PerGroup<G>,
{
    walk! { E: w: Weight, (OutC, InC::Part, K); b: Bias, (OutC,); }
}
impl<InC: Dim, OutC: Dim, K: Dim, S: Dim, P: Dim, D: Dim, G: Dim, E: Float> core::fmt::Debug
    for Conv1d<InC, OutC, K, S, P, D, G, E>
where
    InC: PerGroup<G>,
{
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Conv1d").field("w", &self.w).field("b", &self.b).finish()
    }
}
/// [He](Conv1d::he) initialisation.
#[cfg(feature = "rand")]
impl<InC: Dim, OutC: Dim, K: Dim, S: Dim, P: Dim, D: Dim, G: Dim, E: Float> Init for Conv1d<InC, OutC, K, S, P, D, G, E>
where
    InC: PerGroup<G>,
{
    fn init<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
        Self::he(rng)
    }
}
