//! The parameters of a model, walked in a fixed order: what optimizers, gradient checks and files need to know of it.
use crate::elem::Float;
use crate::shape::ShapeName;
use core::fmt;

/// A model whose parameters can be walked, together with those of other values of its type: its gradient, an optimizer's state.
///
/// ```
/// use shapeful::{Linear, Params, axes};
/// axes! { Pixels = 3; Classes = 2; }
/// let layer = Linear::<Pixels, Classes>::zeros();
/// let mut names = Vec::new();
/// layer.each_param(|param, values| names.push(format!("{}: {}", param.path, values.len())));
/// assert_eq!(names, ["w: 6", "b: 2"]);
/// assert_eq!(layer.count(), 8);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model",
    label = "not a model",
    note = "a model is a layer, a tuple of layers or a `network!`, with parameters of one float type",
    note = "lesson S74"
)]
pub trait Params<E: Float = f32>: Clone {
    /// Calls `f` on each parameter of all models at once: those in `read`, and those in `write` to be changed; and on each
    /// [state](Kind::State), which is no parameter.
    ///
    /// A layer without parameters has nothing to do here.
    ///
    /// A step of gradient descent, by hand:
    /// ```
    /// use shapeful::{Linear, Params, Path, Tensor, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// let mut layer = Linear::<Pixels, Classes>::zeros();
    /// let grad = Linear::<Pixels, Classes> { w: Tensor::full(3.0), b: Tensor::ones() };
    /// Params::walk([&grad], [&mut layer], Path::ROOT, &mut |param, [dw], [w]| {
    ///     if param.kind.is_trained() {
    ///         w.iter_mut().zip(dw).for_each(|(w, dw)| *w -= 0.5 * dw);
    ///     }
    /// });
    /// assert_eq!((layer.w[[0, 0]], layer.b[[0, 0]]), (-1.5, -0.5));
    /// ```
    fn walk<const R: usize, const W: usize>(
        _read: [&Self; R],
        _write: [&mut Self; W],
        _path: Path<'_>,
        _f: &mut Visit<'_, E, R, W>,
    ) {
    }
    /// A model of the same type with every parameter 0, and every [state](Kind::State): a gradient or an optimizer's state to begin with.
    ///
    /// ```
    /// use shapeful::{Linear, Params, Tensor, axes};
    /// axes! { Pixels = 3; Classes = 2; }
    /// let layer = Linear::<Pixels, Classes> { w: Tensor::ones(), b: Tensor::ones() };
    /// let grad: Linear<Pixels, Classes> = layer.zeros_like();
    /// assert_eq!(grad.b, [[0.0, 0.0]]);
    /// ```
    fn zeros_like(&self) -> Self {
        let mut zeros = self.clone();
        Self::walk([], [&mut zeros], Path::ROOT, &mut |_, [], [values]| values.fill(E::ZERO));
        zeros
    }
    /// Calls `f` on each parameter.
    ///
    /// The penalty `Σ w²` over all parameters:
    /// ```
    /// use shapeful::{Linear, Params, Tensor, axes};
    /// axes! { Pixels = 3; Classes = 2; }
    /// let layer = Linear::<Pixels, Classes> { w: Tensor::full(2.0), b: Tensor::ones() };
    /// let mut penalty = 0.0;
    /// layer.each_param(|_, values| penalty += values.iter().map(|w| w * w).sum::<f32>());
    /// assert_eq!(penalty, 6.0 * 4.0 + 2.0 * 1.0);
    /// ```
    fn each_param(&self, mut f: impl FnMut(Param<'_>, &[E])) {
        Self::walk([self], [], Path::ROOT, &mut |param, [values], []| {
            if param.kind.is_trained() {
                f(param, values);
            }
        });
    }
    /// Calls `f` on each parameter, to be changed.
    ///
    /// ```
    /// use shapeful::{Linear, Params, axes};
    /// axes! { Pixels = 3; Classes = 2; }
    /// let mut layer = Linear::<Pixels, Classes>::zeros();
    /// layer.each_param_mut(|_, values| values.fill(1.0));
    /// assert_eq!((layer.w.sum_all(), layer.b.sum_all()), (6.0, 2.0));
    /// ```
    fn each_param_mut(&mut self, mut f: impl FnMut(Param<'_>, &mut [E])) {
        Self::walk([], [self], Path::ROOT, &mut |param, [], [values]| {
            if param.kind.is_trained() {
                f(param, values);
            }
        });
    }
    /// The number of parameters.
    ///
    /// ```
    /// use shapeful::{Linear, Params, Relu, axes};
    /// axes! { Pixels = 784; Hidden = 100; Classes = 10; }
    /// let net = (Linear::<Pixels, Hidden>::zeros(), Relu, Linear::<Hidden, Classes>::zeros());
    /// assert_eq!(net.count(), 784 * 100 + 100 + 100 * 10 + 10);
    /// ```
    fn count(&self) -> usize {
        let mut count = 0;
        self.each_param(|_, values| count += values.len());
        count
    }
}

/// What is called on each parameter of a walk: its name, its values in the models read and in the models written.
///
/// ```
/// use shapeful::{Linear, Params, Path, Visit, axes};
/// axes! { Pixels = 3; Classes = 2; }
/// let mut layer = Linear::<Pixels, Classes>::zeros();
/// let set: &mut Visit<'_, f32, 0, 1> = &mut |_, [], [values]| values.fill(1.0);
/// Params::walk([], [&mut layer], Path::ROOT, set);
/// assert_eq!(layer.b, [[1.0, 1.0]]);
/// ```
pub type Visit<'f, E, const R: usize, const W: usize> = dyn FnMut(Param<'_>, [&[E]; R], [&mut [E]; W]) + 'f;

/// One parameter of a model.
///
/// ```
/// use shapeful::{Linear, Params, axes};
/// axes! { Pixels = 784; Classes = 10; }
/// let mut lines = Vec::new();
/// Linear::<Pixels, Classes>::zeros().each_param(|param, _| lines.push(format!("{} {}", param.path, param.shape)));
/// assert_eq!(lines, ["w (Pixels = 784, Classes = 10)", "b (1, Classes = 10)"]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Param<'a> {
    /// Where it is: `hidden.w`.
    pub path: Path<'a>,
    /// What it is.
    pub kind: Kind,
    /// Its shape.
    pub shape: ShapeName,
}

/// What a parameter is, for those who treat weights and biases differently.
///
/// ```
/// use shapeful::{Kind, Linear, Params, axes};
/// axes! { Pixels = 3; Classes = 2; }
/// let mut kinds = Vec::new();
/// Linear::<Pixels, Classes>::zeros().each_param(|param, _| kinds.push(param.kind));
/// assert_eq!(kinds, [Kind::Weight, Kind::Bias]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A weight: decays.
    Weight,
    /// A bias, a scale or a shift: does not decay.
    Bias,
    /// What a layer remembers from batch to batch: the running statistics of batch norm, the place of dropout in its random
    /// numbers. It is no parameter and has no gradient; a file of the model holds it.
    State,
}
impl Kind {
    /// Whether it is a parameter, which has a gradient.
    ///
    /// ```
    /// use shapeful::Kind;
    /// assert!(Kind::Weight.is_trained() && Kind::Bias.is_trained() && !Kind::State.is_trained());
    /// ```
    pub fn is_trained(self) -> bool {
        self != Kind::State
    }
}

/// The place of a parameter in its model: the names of the layers around it, then its own.
///
/// ```
/// use shapeful::{Linear, Params, Relu, axes};
/// axes! { Pixels = 3; Hidden = 5; Classes = 2; }
/// let net = (Linear::<Pixels, Hidden>::zeros(), Relu, Linear::<Hidden, Classes>::zeros());
/// let mut paths = Vec::new();
/// net.each_param(|param, _| paths.push(param.path.to_string()));
/// assert_eq!(paths, ["0.w", "0.b", "2.w", "2.b"]);
/// ```
#[derive(Clone, Copy)]
pub struct Path<'a> {
    around: Option<&'a Path<'a>>,
    name: Name<'a>,
}
/// What a place is called, or which of several it is.
#[derive(Clone, Copy)]
enum Name<'a> {
    Word(&'a str),
    Nth(usize),
}
impl<'a> Path<'a> {
    /// The model itself.
    pub const ROOT: Path<'static> = Path { around: None, name: Name::Word("") };
    /// The place `name` inside this one.
    ///
    /// ```
    /// use shapeful::Path;
    /// assert_eq!(Path::ROOT.then("hidden").then("w").to_string(), "hidden.w");
    /// ```
    pub fn then(&'a self, name: &'a str) -> Path<'a> {
        Path { around: Some(self), name: Name::Word(name) }
    }
    /// The place with this number inside this one.
    ///
    /// ```
    /// use shapeful::Path;
    /// assert_eq!(Path::ROOT.then("blocks").nth(2).to_string(), "blocks.2");
    /// ```
    pub fn nth(&'a self, index: usize) -> Path<'a> {
        Path { around: Some(self), name: Name::Nth(index) }
    }
}
impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(around) = self.around.filter(|around| around.around.is_some()) {
            write!(f, "{around}.")?;
        }
        match self.name {
            Name::Word(name) => f.write_str(name),
            Name::Nth(index) => write!(f, "{index}"),
        }
    }
}
impl fmt::Debug for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The walk over fields that are tensors: `name: kind, shape;`.
macro_rules! walk {
    ($E:ident: $($field:ident: $kind:ident, $shape:ty;)*) => {
        fn walk<const R: usize, const W: usize>(
            read: [&Self; R],
            mut write: [&mut Self; W],
            path: $crate::Path<'_>,
            f: &mut $crate::Visit<'_, $E, R, W>,
        ) {
            $(
                let (name, shape) = (path.then(stringify!($field)), $crate::shape::ShapeName::of::<$shape>());
                let param = $crate::Param { path: name, kind: $crate::Kind::$kind, shape };
                let values = write.each_mut().map(|layer| layer.$field.as_mut_slice());
                f(param, read.map(|layer| layer.$field.as_slice()), values);
            )*
        }
    };
}
pub(crate) use walk;
/// What a layer without parameters has: nothing to walk, and nothing random.
macro_rules! no_parameters { ([$($generic:tt)*] $layer:ty = $new:expr) => {
    #[diagnostic::do_not_recommend]
    impl<$($generic)* E: $crate::elem::Float> $crate::Params<E> for $layer {}
    #[cfg(feature = "rand")]
    impl<$($generic)*> $crate::Init for $layer {
        fn init<R: rand::Rng + ?Sized>(_: &mut R) -> Self {
            $new
        }
    }
} }
pub(crate) use no_parameters;

/// A model that can be made from random numbers, each layer in the way that is usual for it.
///
/// ```
/// use rand::{SeedableRng, rngs::StdRng};
/// use shapeful::{Init, Linear, axes};
/// axes! { Pixels = 50; Classes = 10; }
/// let layer = Linear::<Pixels, Classes>::init(&mut StdRng::seed_from_u64(1));
/// assert!(layer.w.var_all() > 0.03 && layer.b.sum_all() == 0.0);
/// ```
#[cfg(feature = "rand")]
pub trait Init: Sized {
    /// A new model. The same seed gives the same model.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::StdRng};
    /// use shapeful::{Init, Linear, Relu, axes};
    /// axes! { Pixels = 3; Hidden = 5; }
    /// let net = |seed| <(Linear<Pixels, Hidden>, Relu)>::init(&mut StdRng::seed_from_u64(seed));
    /// assert_eq!(net(1).0.w, net(1).0.w);
    /// assert_ne!(net(1).0.w, net(2).0.w);
    /// ```
    fn init<R: rand::Rng + ?Sized>(rng: &mut R) -> Self;
}
