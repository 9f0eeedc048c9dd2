//! A layer several times after itself, each time with parameters of its own.
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::layers::layer::Layer;
use crate::layers::mode::{Mode, Train};
#[cfg(feature = "rand")]
use crate::layers::params::Init;
use crate::layers::params::{Params, Path, Visit};
use crate::layers::same::Repeats;
use crate::shape::Shape;
use core::array::from_fn;

/// `N` layers of one type after one another.
///
/// - Shapes: `x: X` → `y: X`, if `F` gives the shape that it takes. Without any layer `y = x`.
/// - Formula: `y = f_N(… f_2(f_1(x)))`.
/// - Errors: a layer that gives another shape than it takes does not compile.
///
/// ```
/// use shapeful::{Layer, Linear, Params, Relu, Repeat, Tensor, axes};
/// axes! { Batch = 2; Features = 3; }
/// type Block = (Linear<Features, Features>, Relu);
/// let deep: Repeat<Block, 20> = Repeat(std::array::from_fn(|_| (Linear::zeros(), Relu)));
/// assert_eq!(deep.predict(&Tensor::<(Batch, Features)>::ones()), [[0.0; 3]; 2]);
/// assert_eq!(deep.count(), 20 * (9 + 3));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Repeat<F, const N: usize>(pub [F; N]);

#[diagnostic::do_not_recommend]
impl<F: Params<E>, E: Float, const N: usize> Params<E> for Repeat<F, N> {
    fn walk<const R: usize, const W: usize>(
        read: [&Self; R],
        mut write: [&mut Self; W],
        path: Path<'_>,
        f: &mut Visit<'_, E, R, W>,
    ) {
        for i in 0..N {
            let write = write.each_mut().map(|layers| &mut layers.0[i]);
            F::walk(read.map(|layers| &layers.0[i]), write, path.nth(i), f);
        }
    }
}

/// What the layers keep, and what lies between them.
#[doc(hidden)]
pub struct RepeatCache<M: Mode, X: Shape, E: Float, Cache, const N: usize> {
    layers: [Cache; N],
    /// What each layer gives, but the last.
    y: [Tensor<X, E>; N],
    dy: M::Of<[Tensor<X, E>; 2]>,
}
impl<M: Mode, X: Shape, E: Float, Cache: Default, const N: usize> Default for RepeatCache<M, X, E, Cache, N> {
    fn default() -> Self {
        RepeatCache { layers: from_fn(|_| Cache::default()), y: from_fn(|_| Tensor::default()), dy: Default::default() }
    }
}

// Not `do_not_recommend`: it would hide the lesson of the bound.
impl<X: Repeats<F::Y>, F: Layer<X, E>, E: Float, const N: usize> Layer<X, E> for Repeat<F, N> {
    type Y = X;
    type Cache<M: Mode> = RepeatCache<M, X, E, F::Cache<M>, N>;
    fn forward<M: Mode>(&self, x: &Array<X, E>, cache: &mut Self::Cache<M>, y: &mut Array<X, E>) {
        if N == 0 {
            return y.clone_from(x);
        }
        for (i, layer) in self.0.iter().enumerate() {
            let (before, after) = cache.y.split_at_mut(i);
            let x = before.last().map_or(x, |x| x);
            let y = if i + 1 == N { &mut *y } else { &mut *after[0] };
            layer.forward::<M>(x, &mut cache.layers[i], X::same_mut(y));
        }
    }
    fn backward(
        &mut self,
        x: &Array<X, E>,
        cache: &mut Self::Cache<Train>,
        dy: &Array<X, E>,
        mut dx: Option<&mut Array<X, E>>,
        grad: &mut Self,
    ) {
        if N == 0 {
            if let Some(dx) = dx {
                dx.clone_from(dy);
            }
            return;
        }
        let [mut given, mut taken] = cache.dy.each_mut();
        for i in (0..N).rev() {
            let dy = if i + 1 == N { dy } else { &**given };
            let (x, dx) = if i == 0 { (x, dx.take()) } else { (&*cache.y[i - 1], Some(&mut **taken)) };
            self.0[i].backward(x, &mut cache.layers[i], X::same(dy), dx, &mut grad.0[i]);
            core::mem::swap(&mut given, &mut taken);
        }
    }
}
#[cfg(feature = "rand")]
impl<F: Init, const N: usize> Init for Repeat<F, N> {
    fn init<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
        Repeat(from_fn(|_| F::init(rng)))
    }
}
