//! Stochastic gradient descent: `v = μ·v − lr·(dw + decay·w)`, `w += v`; Nesterov's looks ahead: `w += μ·v − lr·(dw + decay·w)`.
use crate::array::Array;
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::layers::{Params, Path};
use crate::optim::decay_of;
use crate::shape::Shape;

/// `w −= lr·dw`.
///
/// - Shapes: `w` and `dw` are the same shape; another one does not compile.
/// - Source: CS231n, assignment 2, `optim.sgd`.
///
/// ```
/// use shapeful::{Tensor, dim, sgd};
/// let mut w = Tensor::<(dim!(2),)>::ones();
/// sgd(&mut w, &Tensor::<(dim!(2),)>::from([1.0, -2.0]), 0.5);
/// assert_eq!(w, [0.5, 2.0]);
/// ```
pub fn sgd<S: Shape, E: Float>(w: &mut Array<S, E>, dw: &Array<S, E>, learning_rate: E) {
    E::Loops::sgd(w.as_mut_slice(), dw.as_slice(), learning_rate, E::ZERO);
}

/// `v = μ·v − lr·dw`, `w += v`.
///
/// - Shapes: `w`, `dw` and the velocity `v` are the same shape; another one does not compile.
/// - Source: CS231n, assignment 2, `optim.sgd_momentum`.
///
/// ```
/// use shapeful::{Tensor, dim, sgd_momentum};
/// let (mut w, mut v) = (Tensor::<(dim!(1),)>::zeros(), Tensor::zeros());
/// let dw = Tensor::<(dim!(1),)>::ones();
/// sgd_momentum(&mut w, &dw, &mut v, 0.5, 0.5);
/// sgd_momentum(&mut w, &dw, &mut v, 0.5, 0.5);
/// assert_eq!((w[[0]], v[[0]]), (-1.25, -0.75));
/// ```
pub fn sgd_momentum<S: Shape, E: Float>(
    w: &mut Array<S, E>,
    dw: &Array<S, E>,
    v: &mut Array<S, E>,
    learning_rate: E,
    momentum: E,
) {
    E::Loops::momentum(w.as_mut_slice(), dw.as_slice(), v.as_mut_slice(), learning_rate, momentum, E::ZERO);
}

/// Nesterov's momentum, in the form that needs no gradient ahead of w: `v = μ·v − lr·dw`, `w += μ·v − lr·dw`.
///
/// - Shapes: `w`, `dw` and the velocity `v` are the same shape; another one does not compile.
/// - Source: CS231n notes, "Neural Networks 3", "Nesterov momentum": `w += −μ·v_prev + (1 + μ)·v`, which is the same. Bengio,
///   Boulanger-Lewandowski & Pascanu 2013, "Advances in optimizing recurrent networks", equations 6 and 7.
///
/// The first step is `1 + μ` plain ones:
/// ```
/// use shapeful::{Tensor, dim, nesterov_momentum};
/// let (mut w, mut v) = (Tensor::<(dim!(1),)>::zeros(), Tensor::zeros());
/// nesterov_momentum(&mut w, &Tensor::ones(), &mut v, 0.5, 0.5);
/// assert_eq!((w[[0]], v[[0]]), (-0.75, -0.5));
/// ```
pub fn nesterov_momentum<S: Shape, E: Float>(
    w: &mut Array<S, E>,
    dw: &Array<S, E>,
    v: &mut Array<S, E>,
    learning_rate: E,
    momentum: E,
) {
    E::Loops::nesterov(w.as_mut_slice(), dw.as_slice(), v.as_mut_slice(), learning_rate, momentum, E::ZERO);
}

/// Gradient descent with momentum and weight decay, for a whole model.
///
/// - Formula: `v = μ·v − lr·(dw + decay·w)`, `w += v`. Weights decay, biases do not: decay is the gradient of the course's
///   `½·reg·Σ w²`.
/// - State: the velocity, a model of the same type; a gradient or a state of another model does not compile.
/// - Source: CS231n notes, "Neural Networks 3", "Momentum update".
///
/// ```
/// use shapeful::{Linear, Params, Sgd, axes};
/// axes! { Pixels = 1; Classes = 1; }
/// let mut layer = Linear::<Pixels, Classes>::zeros();
/// let mut grad = layer.zeros_like();
/// grad.w.fill(1.0);
/// let mut optimizer = Sgd::new(&layer, 0.1).momentum(0.9).weight_decay(1e-3);
/// optimizer.step(&mut layer, &grad);
/// assert_eq!(layer.w[[0, 0]], -0.1);
/// ```
#[derive(Clone, Debug)]
pub struct Sgd<M, E: Float = f32> {
    /// The step size: may be changed between steps.
    pub learning_rate: E,
    momentum: E,
    nesterov: bool,
    weight_decay: E,
    velocity: M,
}
impl<M: Params<E>, E: Float> Sgd<M, E> {
    /// Plain gradient descent.
    ///
    /// ```
    /// use shapeful::{Linear, Params, Sgd, Tensor, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// let mut layer = Linear::<Pixels, Classes> { w: Tensor::ones(), b: Tensor::ones() };
    /// let mut optimizer = Sgd::new(&layer, 0.5);
    /// optimizer.step(&mut layer, &Linear { w: Tensor::full(3.0), b: Tensor::zeros() });
    /// assert_eq!((layer.w[[0, 0]], layer.b[[0, 0]]), (-0.5, 1.0));
    /// ```
    pub fn new(model: &M, learning_rate: E) -> Self {
        Sgd { learning_rate, momentum: E::ZERO, nesterov: false, weight_decay: E::ZERO, velocity: model.zeros_like() }
    }
    /// With momentum `μ`, from 0 to below 1.
    ///
    /// The second step of the same gradient is longer by half of the first one:
    /// ```
    /// use shapeful::{Linear, Params, Sgd, Tensor, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// let mut layer = Linear::<Pixels, Classes> { w: Tensor::ones(), b: Tensor::ones() };
    /// let grad = layer.clone();
    /// let mut optimizer = Sgd::new(&layer, 1.0).momentum(0.5);
    /// optimizer.step(&mut layer, &grad);
    /// assert_eq!(layer.w, [[0.0]]);
    /// optimizer.step(&mut layer, &grad);
    /// assert_eq!(layer.w, [[-1.5]]);
    /// ```
    pub fn momentum(self, momentum: E) -> Self {
        Sgd { momentum, ..self }
    }
    /// With Nesterov's momentum instead; see [`nesterov_momentum`].
    ///
    /// ```
    /// use shapeful::{Linear, Params, Sgd, Tensor, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// let mut layer = Linear::<Pixels, Classes> { w: Tensor::ones(), b: Tensor::ones() };
    /// let grad = layer.clone();
    /// Sgd::new(&layer, 1.0).momentum(0.5).nesterov().step(&mut layer, &grad);
    /// assert_eq!(layer.w, [[-0.5]]);
    /// ```
    pub fn nesterov(self) -> Self {
        Sgd { nesterov: true, ..self }
    }
    /// With `decay·w` added to the gradient of every weight.
    ///
    /// Without a gradient the weights shrink, and the biases stay:
    /// ```
    /// use shapeful::{Linear, Params, Sgd, Tensor, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// let mut layer = Linear::<Pixels, Classes> { w: Tensor::ones(), b: Tensor::ones() };
    /// let mut optimizer = Sgd::new(&layer, 0.5).weight_decay(0.5);
    /// let grad = layer.zeros_like();
    /// optimizer.step(&mut layer, &grad);
    /// assert_eq!((layer.w[[0, 0]], layer.b[[0, 0]]), (0.75, 1.0));
    /// ```
    pub fn weight_decay(self, weight_decay: E) -> Self {
        Sgd { weight_decay, ..self }
    }
    /// One step down the gradient. It allocates nothing.
    ///
    /// Ten steps of 0.1 against a gradient of 1:
    /// ```
    /// use shapeful::{Linear, Params, Sgd, Tensor, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// let mut layer = Linear::<Pixels, Classes> { w: Tensor::ones(), b: Tensor::ones() };
    /// let mut optimizer = Sgd::new(&layer, 0.1);
    /// let grad = layer.clone();
    /// for _ in 0..10 {
    ///     optimizer.step(&mut layer, &grad);
    /// }
    /// assert!(layer.w[[0, 0]].abs() < 1e-6);
    /// ```
    pub fn step(&mut self, model: &mut M, grad: &M) {
        let Sgd { learning_rate, momentum, weight_decay, .. } = *self;
        let update = if self.nesterov { E::Loops::nesterov } else { E::Loops::momentum };
        M::walk([grad], [model, &mut self.velocity], Path::ROOT, &mut |param, [dw], [w, v]| {
            if let Some(decay) = decay_of(param.kind, weight_decay) {
                // Without momentum no step depends on the one before, and the velocity is left alone.
                if momentum == E::ZERO {
                    E::Loops::sgd(w, dw, learning_rate, decay);
                } else {
                    update(w, dw, v, learning_rate, momentum, decay);
                }
            }
        });
    }
}
optimizer! { Sgd: velocity => momentum: momentum, nesterov: nesterov, weight_decay: weight_decay }
