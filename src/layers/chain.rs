//! Layers one after the other, each taking what the one before it gives: what tuples and `network!` are made of.
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::layers::layer::Layer;
use crate::shape::Shape;

/// A model whose layer number `I` is of type `Layer`.
pub trait HasLayer<const I: usize> {
    /// The type of that layer.
    type Layer;
    /// The layer.
    fn layer(&self) -> &Self::Layer;
    /// The layer, to be changed.
    fn layer_mut(&mut self) -> &mut Self::Layer;
}

/// Layer number `I` of a model, then the chain `Rest`.
pub struct Then<const I: usize, Rest>(core::marker::PhantomData<Rest>);
/// Layer number `I` of a model, the last one.
pub struct Last<const I: usize>;

/// Some of the layers of `Model`, in a row, for inputs of shape `X`.
pub trait Chain<Model, X: Shape, E: Float> {
    /// The shape of the output of the last one.
    type Y: Shape;
    /// The caches of all, and what lies between them.
    type Cache: Default;
    /// As [`Layer::forward`].
    fn forward(model: &Model, x: &Array<X, E>, cache: &mut Self::Cache, y: &mut Array<Self::Y, E>);
    /// As [`Layer::backward`].
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

impl<Model, X: Shape, E: Float, const I: usize> Chain<Model, X, E> for Last<I>
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
impl<Model, X: Shape, E: Float, const I: usize, Rest> Chain<Model, X, E> for Then<I, Rest>
where
    Model: HasLayer<I>,
    Model::Layer: Layer<X, E>,
    Rest: Chain<Model, <Model::Layer as Layer<X, E>>::Y, E>,
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
