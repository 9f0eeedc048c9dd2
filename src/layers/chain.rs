//! Layers one after the other, each taking what the one before it gives: what tuples and `network!` are made of.
//!
//! A user of tuples and `network!` does not meet them. The net `(Linear, Relu)` is layer 0, then layer 1, the last one:
//! ```
//! use shapeful::chain::{LayerChain, LastLayer, LayerThen};
//! use shapeful::{Linear, Relu, Tensor, axes};
//! axes! { Batch = 64; Pixels = 784; Hidden = 100; }
//! type Net = (Linear<Pixels, Hidden>, Relu);
//! let y: Tensor<(Batch, Hidden)> = Tensor::<<LayerThen<0, LastLayer<1>> as LayerChain<Net, (Batch, Pixels), f32>>::Y>::zeros();
//! ```
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::layers::layer::Layer;
use crate::shape::Shape;

/// A model whose layer number `I` is of type `Layer`.
///
/// ```
/// use shapeful::{Relu, chain::HasLayer};
/// fn second<Model: HasLayer<1>>(model: &Model) -> &Model::Layer {
///     model.layer()
/// }
/// let relu: &Relu = second(&(1.0, Relu));
/// ```
pub trait HasLayer<const I: usize> {
    /// The type of that layer.
    type Layer;
    /// The layer.
    ///
    /// ```
    /// use shapeful::{Linear, Relu, axes, chain::HasLayer};
    /// axes! { Pixels = 3; Hidden = 2; }
    /// let net = (Linear::<Pixels, Hidden>::zeros(), Relu);
    /// let first: &Linear<Pixels, Hidden> = HasLayer::<0>::layer(&net);
    /// ```
    fn layer(&self) -> &Self::Layer;
    /// The layer, to be changed.
    ///
    /// ```
    /// use shapeful::{Linear, Relu, axes, chain::HasLayer};
    /// axes! { Pixels = 3; Hidden = 2; }
    /// let mut net = (Linear::<Pixels, Hidden>::zeros(), Relu);
    /// HasLayer::<0>::layer_mut(&mut net).b.fill(1.0);
    /// assert_eq!(net.0.b, [[1.0, 1.0]]);
    /// ```
    fn layer_mut(&mut self) -> &mut Self::Layer;
}

/// Layer number `I` of a model, then the chain `Rest`.
///
/// ```
/// use shapeful::chain::{LayerChain, LastLayer, LayerThen};
/// use shapeful::{Array, Relu, dim};
/// let (x, mut y) = (Array::<(dim!(2),)>::from([-1.0, 2.0]), Array::zeros());
/// <LayerThen<0, LastLayer<1>>>::forward(&(Relu, Relu), &x, &mut Default::default(), &mut y);
/// assert_eq!(y, [0.0, 2.0]);
/// ```
pub struct LayerThen<const I: usize, Rest>(core::marker::PhantomData<Rest>);
/// Layer number `I` of a model, the last one.
///
/// ```
/// use shapeful::{Linear, Relu, Tensor, axes, chain::{LayerChain, LastLayer}};
/// axes! { Batch = 64; Pixels = 784; Hidden = 100; }
/// type Net = (Linear<Pixels, Hidden>, Relu);
/// let y: Tensor<(Batch, Hidden)> = Tensor::<<LastLayer<1> as LayerChain<Net, (Batch, Hidden), f32>>::Y>::zeros();
/// ```
pub struct LastLayer<const I: usize>;

/// Some of the layers of `Model`, in a row, for inputs of shape `X`.
///
/// ```
/// use shapeful::chain::{LayerChain, LastLayer, LayerThen};
/// use shapeful::{Linear, Relu, Tensor, axes};
/// axes! { Batch = 64; Pixels = 784; Hidden = 100; }
/// type Net = (Relu, Linear<Pixels, Hidden>);
/// let y: Tensor<(Batch, Hidden)> = Tensor::<<LayerThen<0, LastLayer<1>> as LayerChain<Net, (Batch, Pixels), f32>>::Y>::zeros();
/// ```
pub trait LayerChain<Model, X: Shape, E: Float> {
    /// The shape of the output of the last one.
    type Y: Shape;
    /// The caches of all, and what lies between them.
    type Cache: Default;
    /// As [`Layer::forward`].
    ///
    /// ```
    /// use shapeful::{Array, Relu, chain::{LayerChain, LastLayer}, dim};
    /// let (x, mut y) = (Array::<(dim!(2),)>::from([-1.0, 2.0]), Array::zeros());
    /// LastLayer::<0>::forward(&(Relu,), &x, &mut (), &mut y);
    /// assert_eq!(y, [0.0, 2.0]);
    /// ```
    fn forward(model: &Model, x: &Array<X, E>, cache: &mut Self::Cache, y: &mut Array<Self::Y, E>);
    /// As [`Layer::backward`].
    ///
    /// ```
    /// use shapeful::{Array, Relu, chain::{LayerChain, LastLayer}, dim};
    /// let (x, dy, mut dx) = (Array::<(dim!(2),)>::from([-1.0, 2.0]), Array::ones(), Array::zeros());
    /// LastLayer::<0>::backward(&(Relu,), &x, &mut (), &dy, Some(&mut dx), &mut (Relu,));
    /// assert_eq!(dx, [0.0, 1.0]);
    /// ```
    fn backward(
        model: &Model,
        x: &Array<X, E>,
        cache: &mut Self::Cache,
        dy: &Array<Self::Y, E>,
        dx: Option<&mut Array<X, E>>,
        grad: &mut Model,
    );
}

/// [`Init`](crate::Init), for layers that may not have it: rustc takes a bound that no parameter occurs in for a promise, but
/// not one with a lifetime.
#[cfg(feature = "rand")]
#[doc(hidden)]
pub trait MayInit<'a> {
    fn may_init<R: rand::Rng + ?Sized>(rng: &mut R) -> Self;
}
#[cfg(feature = "rand")]
impl<L: crate::Init> MayInit<'_> for L {
    fn may_init<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
        L::init(rng)
    }
}

/// What lies between two layers: the output of the first, its gradient, and the caches of the first and of all after it.
///
/// ```
/// use shapeful::{Layer, Relu, chain::Link, dim};
/// type X = (dim!(2),);
/// let cache: <(Relu, Relu) as Layer<X>>::Cache = Link::<X, f32, (), ()>::default();
/// ```
pub struct Link<Y: Shape, E: Float, First, Rest> {
    y: Tensor<Y, E>,
    dy: Tensor<Y, E>,
    first: First,
    rest: Rest,
}
impl<Y: Shape, E: Float, First: Default, Rest: Default> Default for Link<Y, E, First, Rest> {
    fn default() -> Self {
        Link { y: Tensor::zeros(), dy: Tensor::zeros(), first: First::default(), rest: Rest::default() }
    }
}

impl<Model, X: Shape, E: Float, const I: usize> LayerChain<Model, X, E> for LastLayer<I>
where
    Model: HasLayer<I>,
    Model::Layer: Layer<X, E>,
{
    type Y = <Model::Layer as Layer<X, E>>::Y;
    type Cache = <Model::Layer as Layer<X, E>>::Cache;
    fn forward(model: &Model, x: &Array<X, E>, cache: &mut Self::Cache, y: &mut Array<Self::Y, E>) {
        model.layer().forward(x, cache, y);
    }
    fn backward(
        model: &Model,
        x: &Array<X, E>,
        cache: &mut Self::Cache,
        dy: &Array<Self::Y, E>,
        dx: Option<&mut Array<X, E>>,
        grad: &mut Model,
    ) {
        model.layer().backward(x, cache, dy, dx, grad.layer_mut());
    }
}
impl<Model, X: Shape, E: Float, const I: usize, Rest> LayerChain<Model, X, E> for LayerThen<I, Rest>
where
    Model: HasLayer<I>,
    Model::Layer: Layer<X, E>,
    Rest: LayerChain<Model, <Model::Layer as Layer<X, E>>::Y, E>,
{
    type Y = Rest::Y;
    type Cache = Link<<Model::Layer as Layer<X, E>>::Y, E, <Model::Layer as Layer<X, E>>::Cache, Rest::Cache>;
    fn forward(model: &Model, x: &Array<X, E>, cache: &mut Self::Cache, y: &mut Array<Self::Y, E>) {
        model.layer().forward(x, &mut cache.first, &mut cache.y);
        Rest::forward(model, &cache.y, &mut cache.rest, y);
    }
    fn backward(
        model: &Model,
        x: &Array<X, E>,
        cache: &mut Self::Cache,
        dy: &Array<Self::Y, E>,
        dx: Option<&mut Array<X, E>>,
        grad: &mut Model,
    ) {
        Rest::backward(model, &cache.y, &mut cache.rest, dy, Some(&mut cache.dy), grad);
        model.layer().backward(x, &mut cache.first, &cache.dy, dx, grad.layer_mut());
    }
}
