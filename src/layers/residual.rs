//! A way around a layer: `y = x + f(x)`.
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::layers::layer::Layer;
use crate::layers::mode::{Mode, Train};
#[cfg(feature = "rand")]
use crate::layers::params::Init;
use crate::layers::params::{Params, Path, Visit};
use crate::layers::same::WaysAdd;

/// `y = x + f(x)`: what is learned is the difference to the input.
///
/// - Shapes: `x: X` → `y: X`, if `f` gives the shape that it takes.
/// - Formula: `dx = dy + df(dy)`: the gradient goes both ways. The parameters are those of `f`.
/// - Errors: a layer that gives another shape does not compile.
/// - Source: He et al. 2016, "Deep residual learning for image recognition".
///
/// A layer that gives zeros changes nothing:
/// ```
/// use shapeful::{Layer, Linear, Relu, Residual, Tensor, axes};
/// axes! { Batch = 2; Features = 3; Hidden = 5; }
/// let block = Residual((Linear::<Features, Hidden>::zeros(), Relu, Linear::<Hidden, Features>::zeros()));
/// assert_eq!(block.predict(&Tensor::<(Batch, Features)>::ones()), [[1.0; 3]; 2]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Residual<F>(pub F);

#[diagnostic::do_not_recommend]
impl<F: Params<E>, E: Float> Params<E> for Residual<F> {
    fn walk<const R: usize, const W: usize>(
        read: [&Self; R],
        write: [&mut Self; W],
        path: Path<'_>,
        f: &mut Visit<'_, E, R, W>,
    ) {
        F::walk(read.map(|block| &block.0), write.map(|block| &mut block.0), path, f);
    }
}
// Not `do_not_recommend`: it would hide the lesson of the bound.
impl<X: WaysAdd<F::Y>, F: Layer<X, E>, E: Float> Layer<X, E> for Residual<F> {
    type Y = X;
    /// What `f` keeps, and in training a buffer for its part of the gradient.
    type Cache<M: Mode> = (F::Cache<M>, M::Of<Tensor<X, E>>);
    fn forward<M: Mode>(&self, x: &Array<X, E>, (cache, _): &mut Self::Cache<M>, y: &mut Array<X, E>) {
        self.0.forward::<M>(x, cache, X::same_mut(y));
        *y += x;
    }
    fn backward(
        &mut self,
        x: &Array<X, E>,
        (cache, part): &mut Self::Cache<Train>,
        dy: &Array<X, E>,
        dx: Option<&mut Array<X, E>>,
        grad: &mut Self,
    ) {
        let Some(dx) = dx else {
            return self.0.backward(x, cache, X::same(dy), None, &mut grad.0);
        };
        self.0.backward(x, cache, X::same(dy), Some(&mut *part), &mut grad.0);
        dy.zip_map_into(part, dx, E::add);
    }
}
#[cfg(feature = "rand")]
impl<F: Init> Init for Residual<F> {
    fn init<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
        Residual(F::init(rng))
    }
}
