//! What `network!` writes refers to this.
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::layers::layer::Layer;
use crate::layers::mode::{Mode, Train};
use crate::shape::Shape;

/// [`Init`](crate::Init), for layers that may not have it: rustc takes a bound that no parameter occurs in for a promise, but
/// not one with a lifetime.
#[cfg(feature = "rand")]
pub trait MayInit<'a> {
    fn may_init<R: rand::Rng + ?Sized>(rng: &mut R) -> Self;
}
#[cfg(feature = "rand")]
impl<L: crate::Init> MayInit<'_> for L {
    fn may_init<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
        L::init(rng)
    }
}

/// What lies between two layers: the output of the first, in training its gradient, and the caches of the first and of all after it.
pub struct Link<M: Mode, Y: Shape, E: Float, First, Rest> {
    pub y: Tensor<Y, E>,
    pub dy: M::Of<Tensor<Y, E>>,
    pub first: First,
    pub rest: Rest,
}
impl<M: Mode, Y: Shape, E: Float, First: Default, Rest: Default> Default for Link<M, Y, E, First, Rest> {
    fn default() -> Self {
        Link { y: Tensor::zeros(), dy: Default::default(), first: First::default(), rest: Rest::default() }
    }
}

/// What lets a layer join the one before it: its output is where that one writes, in place of its own.
pub struct Joined<X: Shape, Y: Shape, E: Float> {
    /// Whether what is below 0 becomes 0; else the output is the input.
    relu: bool,
    /// The output as the layer before sees it.
    seen: fn(&Array<Y, E>) -> &Array<X, E>,
    seen_mut: fn(&mut Array<Y, E>) -> &mut Array<X, E>,
}
impl<X: Shape, E: Float> Joined<X, X, E> {
    pub(crate) const RELU: Self = Joined { relu: true, seen: |y| y, seen_mut: |y| y };
}
impl<X: Shape, Y: Shape, E: Float> Joined<X, Y, E> {
    /// The same numbers under another shape.
    pub(crate) const RESHAPED: Self =
        Joined { relu: false, seen: Array::reinterpret, seen_mut: Array::reinterpret_mut };
}

/// A layer and the one behind it, which may be the last of its network. The second joins the first unless that has joined the one before
/// it, and unless it is a ReLU and the last: the layer behind a ReLU takes the gradient back through it, by its output.
pub struct Pair<A, B, const IS_LAST: bool>(pub A, pub B);
impl<A, B, const IS_LAST: bool> Pair<A, &B, IS_LAST> {
    /// The second layer, if it can join.
    #[inline(always)]
    fn joined<X: Shape, E: Float>() -> Option<Joined<X, B::Y, E>>
    where
        B: Layer<X, E>,
    {
        match B::JOINED {
            Some(Joined { relu: true, .. }) if IS_LAST => None,
            joined => joined,
        }
    }
    /// Whether the second joins, and whether it is a ReLU.
    #[inline(always)]
    pub fn joins<X: Shape, E: Float>(&self, _: &Array<X, E>, first_joined: bool) -> (bool, bool)
    where
        B: Layer<X, E>,
    {
        match Self::joined() {
            Some(Joined { relu, .. }) if !first_joined => (true, relu),
            _ => (false, false),
        }
    }
}
impl<A, B, const IS_LAST: bool> Pair<&A, &B, IS_LAST> {
    /// Writes the output of the first layer, or in its place that of the second, and says which.
    #[inline(always)]
    pub fn forward<M: Mode, X: Shape, E: Float>(
        &self,
        first_joined: bool,
        x: &Array<X, E>,
        cache: &mut A::Cache<M>,
        between: &mut Array<A::Y, E>,
        y: &mut Array<B::Y, E>,
    ) -> bool
    where
        A: Layer<X, E>,
        B: Layer<A::Y, E>,
    {
        if first_joined {
            return false;
        }
        // Known at compile time, and what nobody calls is not compiled.
        if const { B::JOINED.is_some() } {
            if let Some(Joined { relu, seen_mut, .. }) = Self::joined() {
                let y = seen_mut(y);
                if relu {
                    self.0.forward_relu::<M>(x, cache, y)
                } else {
                    self.0.forward::<M>(x, cache, y)
                }
                return true;
            }
        }
        self.0.forward::<M>(x, cache, between);
        false
    }
}
impl<A, B, const IS_LAST: bool> Pair<&mut A, &B, IS_LAST> {
    /// The gradients of the first layer: from that of its output, or where the second has joined, from that of the second's, which has gone
    /// through its ReLU already.
    #[inline(always)]
    pub fn backward<X: Shape, E: Float>(
        self,
        joined: bool,
        cache: &mut A::Cache<Train>,
        (dy, between): (&Array<B::Y, E>, &Array<A::Y, E>),
        (x, dx): (&Array<X, E>, Option<&mut Array<X, E>>),
        to_relu: bool,
        grad: &mut A,
    ) where
        A: Layer<X, E>,
        B: Layer<A::Y, E>,
    {
        let mut dy_of_first = between;
        if const { B::JOINED.is_some() } && joined {
            if let Some(Joined { seen, .. }) = Self::joined() {
                dy_of_first = seen(dy);
            }
        }
        backward(self.0, x, cache, dy_of_first, dx, to_relu, grad);
    }
}
/// The gradients of a layer, and if a ReLU gave `x`, back through that.
#[inline(always)]
pub fn backward<L: Layer<X, E>, X: Shape, E: Float>(
    layer: &mut L,
    x: &Array<X, E>,
    cache: &mut L::Cache<Train>,
    dy: &Array<L::Y, E>,
    dx: Option<&mut Array<X, E>>,
    to_relu: bool,
    grad: &mut L,
) {
    match dx {
        Some(dx) if to_relu => layer.backward_to_relu(x, cache, dy, dx, grad),
        dx => layer.backward(x, cache, dy, dx, grad),
    }
}
