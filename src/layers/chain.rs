//! What `network!` writes refers to this.
use crate::array::Tensor;
use crate::elem::Float;
use crate::layers::mode::Mode;
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
