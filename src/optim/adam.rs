//! Adam: `t += 1`, `m = β₁·m + (1 − β₁)·dw`, `v = β₂·v + (1 − β₂)·dw²`,
//! `w −= lr·m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε)`.
use crate::array::Array;
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::kernel::optimize::AdamStep;
use crate::layers::{Kind, Params, Path};
use crate::optim::{adamw, decay_of};
use crate::shape::Shape;

/// The numbers of Adam but for its step size; by default those of the course and of the paper.
///
/// ```
/// use shapeful::AdamConfig;
/// assert_eq!(AdamConfig::default(), AdamConfig { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdamConfig<E: Float = f32> {
    /// β₁: how much of the average gradient a step leaves, from 0 to below 1.
    pub beta1: E,
    /// β₂: how much of the average square a step leaves, from 0 to below 1.
    pub beta2: E,
    /// ε: keeps steps finite where gradients are 0.
    pub epsilon: E,
}
impl<E: Float> Default for AdamConfig<E> {
    fn default() -> Self {
        AdamConfig { beta1: E::of(0.9), beta2: E::of(0.999), epsilon: E::of(1e-8) }
    }
}
impl<E: Float> AdamConfig<E> {
    /// The step whose number, counted from 1, is `t`.
    pub(super) fn nth_step(self, t: u64, learning_rate: E) -> AdamStep<E> {
        // In f64: in f32, 1 − 0.999 has lost five of its seven digits.
        let t = i32::try_from(t).unwrap_or(i32::MAX);
        let AdamConfig { beta1, beta2, epsilon } = self;
        let (of_m, of_v) = (beta1.to_f64(), beta2.to_f64());
        AdamStep {
            beta1,
            beta2,
            epsilon,
            rest1: E::of(1.0 - of_m),
            rest2: E::of(1.0 - of_v),
            rate: E::of(learning_rate.to_f64() / (1.0 - Float::powi(of_m, t))),
            root: E::of(1.0 / Float::sqrt(1.0 - Float::powi(of_v, t))),
        }
    }
}

/// One step over all parameters; `of` says what a kind decays by, in the gradient and beside it.
pub(super) fn walk<M: Params<E>, E: Float>(
    step: AdamStep<E>,
    grad: &M,
    written: [&mut M; 3],
    of: impl Fn(Kind) -> Option<(E, E)>,
) {
    M::walk([grad], written, Path::ROOT, &mut |param, [dw], [w, m, v]| {
        if let Some((decay, keep)) = of(param.kind) {
            E::Loops::adam(w, dw, m, v, step, decay, keep);
        }
    });
}

/// `t += 1`, `m = β₁·m + (1 − β₁)·dw`, `v = β₂·v + (1 − β₂)·dw²`, `w −= lr·m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε)`.
///
/// The averages begin at 0, which `1 − βᵗ` makes good for; the count `t` is raised before it is used, so the first step has `t = 1`.
///
/// - Shapes: `w`, `dw` and the averages `m` and `v` are the same shape; another one does not compile.
/// - Source: Kingma & Ba 2015, "Adam", algorithm 1; CS231n, assignment 2, `optim.adam`.
///
/// The first step is `lr` long, however steep the slope:
/// ```
/// use shapeful::{AdamConfig, Tensor, adam, dim};
/// let (mut w, mut m, mut v, mut t) = (Tensor::<(dim!(2),)>::zeros(), Tensor::zeros(), Tensor::zeros(), 0);
/// adam(&mut w, &Tensor::from([3.0, -500.0]), &mut m, &mut v, &mut t, 0.5, AdamConfig::default());
/// assert_eq!(t, 1);
/// assert!((w[[0]] + 0.5).abs() < 1e-6 && (w[[1]] - 0.5).abs() < 1e-6);
/// ```
pub fn adam<S: Shape, E: Float>(
    w: &mut Array<S, E>,
    dw: &Array<S, E>,
    m: &mut Array<S, E>,
    v: &mut Array<S, E>,
    t: &mut u64,
    learning_rate: E,
    config: AdamConfig<E>,
) {
    adamw(w, dw, m, v, t, learning_rate, config, E::ZERO);
}

/// Adam for a whole model.
///
/// - Formula: that of [`adam`], with `dw + decay·w` for weights; [`AdamW`](crate::AdamW) shrinks them beside the step instead.
/// - State: the averages `m` and `v`, models of the same type, and the count `t`; a gradient or a state of another model does not
///   compile.
/// - Source: as [`adam`].
///
/// ```
/// use shapeful::{Adam, Linear, Params, axes};
/// axes! { Pixels = 1; Classes = 1; }
/// let mut layer = Linear::<Pixels, Classes>::zeros();
/// let mut grad = layer.zeros_like();
/// grad.w.fill(20.0);
/// let mut optimizer = Adam::new(&layer, 1e-3);
/// optimizer.step(&mut layer, &grad);
/// assert!((layer.w[[0, 0]] + 1e-3).abs() < 1e-8);
/// assert_eq!(layer.b, [[0.0]]);
/// ```
#[derive(Clone, Debug)]
pub struct Adam<M, E: Float = f32> {
    /// The step size: may be changed between steps.
    pub learning_rate: E,
    config: AdamConfig<E>,
    weight_decay: E,
    t: u64,
    m: M,
    v: M,
}
impl<M: Params<E>, E: Float> Adam<M, E> {
    /// With the course's numbers: `β₁ = 0.9`, `β₂ = 0.999`, `ε = 1e-8`, no weight decay.
    ///
    /// ```
    /// use shapeful::{Adam, Linear, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// assert_eq!(Adam::new(&Linear::<Pixels, Classes>::zeros(), 1e-3).learning_rate, 1e-3);
    /// ```
    pub fn new(model: &M, learning_rate: E) -> Self {
        let (m, v) = (model.zeros_like(), model.zeros_like());
        Adam { learning_rate, config: AdamConfig::default(), weight_decay: E::ZERO, t: 0, m, v }
    }
    /// With other averages, or another ε.
    ///
    /// Without memory every step is `lr·dw/|dw|`:
    /// ```
    /// use shapeful::{Adam, AdamConfig, Linear, Tensor, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// let mut layer = Linear::<Pixels, Classes> { w: Tensor::ones(), b: Tensor::ones() };
    /// let grad = layer.clone();
    /// let sign = AdamConfig { beta1: 0.0, beta2: 0.0, epsilon: 0.0 };
    /// Adam::new(&layer, 0.5).config(sign).step(&mut layer, &grad);
    /// assert_eq!(layer.w, [[0.5]]);
    /// ```
    pub fn config(self, config: AdamConfig<E>) -> Self {
        Adam { config, ..self }
    }
    /// With `decay·w` added to the gradient of every weight.
    ///
    /// Without a gradient the weights shrink, and the biases stay:
    /// ```
    /// use shapeful::{Adam, Linear, Params, Tensor, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// let mut layer = Linear::<Pixels, Classes> { w: Tensor::ones(), b: Tensor::ones() };
    /// let grad = layer.zeros_like();
    /// Adam::new(&layer, 0.25).weight_decay(0.1).step(&mut layer, &grad);
    /// assert!((layer.w[[0, 0]] - 0.75).abs() < 1e-6 && layer.b[[0, 0]] == 1.0);
    /// ```
    pub fn weight_decay(self, weight_decay: E) -> Self {
        Adam { weight_decay, ..self }
    }
    /// One step down the gradient. It allocates nothing.
    ///
    /// ```
    /// use shapeful::{Adam, Linear, Tensor, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// let mut layer = Linear::<Pixels, Classes> { w: Tensor::ones(), b: Tensor::ones() };
    /// let grad = layer.clone();
    /// Adam::new(&layer, 0.25).step(&mut layer, &grad);
    /// assert!((layer.w[[0, 0]] - 0.75).abs() < 1e-6);
    /// ```
    pub fn step(&mut self, model: &mut M, grad: &M) {
        self.t = self.t.saturating_add(1);
        let (step, weight_decay) = (self.config.nth_step(self.t, self.learning_rate), self.weight_decay);
        walk(step, grad, [model, &mut self.m, &mut self.v], |kind| Some((decay_of(kind, weight_decay)?, E::ONE)));
    }
}
optimizer! { Adam: m v; t => beta1: config.beta1, beta2: config.beta2, epsilon: config.epsilon, weight_decay: weight_decay }
