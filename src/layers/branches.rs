//! Two layers side by side, whose results are added or joined.
use crate::array::{Array, Tensor};
use crate::axis::{Axis, ByPosition, HasAxis, len_from};
use crate::elem::Float;
use crate::layers::layer::Layer;
use crate::layers::mode::{Mode, Train};
#[cfg(feature = "rand")]
use crate::layers::params::Init;
use crate::layers::params::{Params, Path, Visit};
use crate::layers::same::{Same, WaysAdd};
use crate::ops::Concat;
use crate::shape::Shape;

/// `y = f(x) + g(x)`.
///
/// - Shapes: `x: X` → `y: Y`, which both layers give.
/// - Formula: `dx = df(dy) + dg(dy)`; the parameters are those of both.
/// - Errors: layers that give different shapes do not compile.
///
/// ```
/// use shapeful::{AddBranches, Layer, Linear, Relu, Tensor, axes};
/// axes! { Batch = 1; Features = 2; Classes = 3; }
/// let ways = AddBranches(
///     (Relu, Linear::<Features, Classes> { w: Tensor::ones(), b: Tensor::zeros() }),
///     Linear::<Features, Classes> { w: Tensor::ones(), b: Tensor::zeros() },
/// );
/// assert_eq!(ways.predict(&Tensor::<(Batch, Features)>::from([[2.0, -1.0]])), [[3.0, 3.0, 3.0]]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct AddBranches<F, G>(pub F, pub G);

/// `f(x)` and `g(x)` one after the other along an axis: the second, which is features or channels, if no other is given.
///
/// - Shapes: `x: X`; `f: X → (N, A)` and `g: X → (N, B)` give `y: (N, A+B)`, images alike.
/// - Formula: `dy` is cut where `y` was joined, and `dx = df(dy_f) + dg(dy_g)`; the parameters are those of both.
/// - Errors: layers whose other axes differ do not compile.
/// - Source: Szegedy et al. 2015, "Going deeper with convolutions".
///
/// ```
/// use shapeful::{ConcatBranches, Layer, Linear, Relu, Tensor, axes, dim};
/// axes! { Batch = 1; Features = 2; Classes = 3; }
/// let ways: ConcatBranches<_, _> = ConcatBranches(Relu, Linear::<Features, Classes>::zeros());
/// let y: Tensor<(Batch, dim!(5))> = ways.predict(&Tensor::<(Batch, Features)>::ones());
/// assert_eq!(y, [[1.0, 1.0, 0.0, 0.0, 0.0]]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ConcatBranches<F, G, const AXIS: usize = 1>(pub F, pub G);

macro_rules! branches { ($($name:ident ($($generic:tt)*) ($($argument:tt)*);)*) => { $(
    #[diagnostic::do_not_recommend]
    impl<F: Params<E>, G: Params<E>, E: Float $($generic)*> Params<E> for $name<F, G $($argument)*> {
        fn walk<const R: usize, const W: usize>(
            read: [&Self; R],
            mut write: [&mut Self; W],
            path: Path<'_>,
            f: &mut Visit<'_, E, R, W>,
        ) {
            F::walk(read.map(|ways| &ways.0), write.each_mut().map(|ways| &mut ways.0), path.then("0"), f);
            G::walk(read.map(|ways| &ways.1), write.map(|ways| &mut ways.1), path.then("1"), f);
        }
    }
    #[cfg(feature = "rand")]
    impl<F: Init, G: Init $($generic)*> Init for $name<F, G $($argument)*> {
        fn init<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
            $name(F::init(rng), G::init(rng))
        }
    }
)* } }
branches! { AddBranches () (); ConcatBranches (, const AXIS: usize) (, AXIS); }

/// What two layers side by side keep, and their buffers.
#[doc(hidden)]
pub struct Ways<M: Mode, X: Shape, YF: Shape, YG: Shape, E: Float, CacheF, CacheG> {
    f: CacheF,
    g: CacheG,
    y_f: Tensor<YF, E>,
    y_g: Tensor<YG, E>,
    dx_g: M::Of<Tensor<X, E>>,
}
impl<M: Mode, X: Shape, YF: Shape, YG: Shape, E: Float, CacheF: Default, CacheG: Default> Default
    for Ways<M, X, YF, YG, E, CacheF, CacheG>
{
    fn default() -> Self {
        Ways {
            f: CacheF::default(),
            g: CacheG::default(),
            y_f: Tensor::zeros(),
            y_g: Tensor::zeros(),
            dx_g: Default::default(),
        }
    }
}

// Not `do_not_recommend`, here and below: it would hide the lesson of the bound.
impl<X: Shape, F: Layer<X, E>, G: Layer<X, E>, E: Float> Layer<X, E> for AddBranches<F, G>
where
    F::Y: WaysAdd<G::Y>,
{
    type Y = F::Y;
    type Cache<M: Mode> = Ways<M, X, (), G::Y, E, F::Cache<M>, G::Cache<M>>;
    fn forward<M: Mode>(&self, x: &Array<X, E>, cache: &mut Self::Cache<M>, y: &mut Array<F::Y, E>) {
        self.0.forward::<M>(x, &mut cache.f, y);
        self.1.forward::<M>(x, &mut cache.g, &mut cache.y_g);
        *F::Y::same_mut(y) += &*cache.y_g;
    }
    fn backward(
        &mut self,
        x: &Array<X, E>,
        cache: &mut Self::Cache<Train>,
        dy: &Array<F::Y, E>,
        dx: Option<&mut Array<X, E>>,
        grad: &mut Self,
    ) {
        let Some(dx) = dx else {
            self.0.backward(x, &mut cache.f, dy, None, &mut grad.0);
            return self.1.backward(x, &mut cache.g, F::Y::same(dy), None, &mut grad.1);
        };
        self.0.backward(x, &mut cache.f, dy, Some(&mut *dx), &mut grad.0);
        self.1.backward(x, &mut cache.g, F::Y::same(dy), Some(&mut cache.dx_g), &mut grad.1);
        *dx += &*cache.dx_g;
    }
}

impl<X: Shape, F: Layer<X, E>, G: Layer<X, E>, E: Float, const AXIS: usize> Layer<X, E> for ConcatBranches<F, G, AXIS>
where
    F::Y: HasAxis<Axis<AXIS>, ByPosition> + Concat<G::Y, Axis<AXIS>>,
{
    type Y = <F::Y as Concat<G::Y, Axis<AXIS>>>::Out;
    type Cache<M: Mode> = Ways<M, X, F::Y, G::Y, E, F::Cache<M>, G::Cache<M>>;
    fn forward<M: Mode>(&self, x: &Array<X, E>, cache: &mut Self::Cache<M>, y: &mut Array<Self::Y, E>) {
        self.0.forward::<M>(x, &mut cache.f, &mut cache.y_f);
        self.1.forward::<M>(x, &mut cache.g, &mut cache.y_g);
        let (left, right) = (len_from::<F::Y>(AXIS), len_from::<G::Y>(AXIS));
        for (i, line) in y.as_mut_slice().chunks_exact_mut((left + right).max(1)).enumerate() {
            line[..left].copy_from_slice(&cache.y_f.as_slice()[i * left..][..left]);
            line[left..].copy_from_slice(&cache.y_g.as_slice()[i * right..][..right]);
        }
    }
    fn backward(
        &mut self,
        x: &Array<X, E>,
        cache: &mut Self::Cache<Train>,
        dy: &Array<Self::Y, E>,
        dx: Option<&mut Array<X, E>>,
        grad: &mut Self,
    ) {
        // What the layers gave is of no more use, and its place holds the gradients.
        let (left, right) = (len_from::<F::Y>(AXIS), len_from::<G::Y>(AXIS));
        for (i, line) in dy.as_slice().chunks_exact((left + right).max(1)).enumerate() {
            cache.y_f.as_mut_slice()[i * left..][..left].copy_from_slice(&line[..left]);
            cache.y_g.as_mut_slice()[i * right..][..right].copy_from_slice(&line[left..]);
        }
        let Some(dx) = dx else {
            self.0.backward(x, &mut cache.f, &cache.y_f, None, &mut grad.0);
            return self.1.backward(x, &mut cache.g, &cache.y_g, None, &mut grad.1);
        };
        self.0.backward(x, &mut cache.f, &cache.y_f, Some(&mut *dx), &mut grad.0);
        self.1.backward(x, &mut cache.g, &cache.y_g, Some(&mut cache.dx_g), &mut grad.1);
        *dx += &*cache.dx_g;
    }
}
