//! AdamW: Adam, with `w −= lr·decay·w` beside the step instead of `decay·w` in the gradient.
use crate::array::Array;
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::layers::Params;
use crate::optim::adam::{AdamConfig, walk};
use crate::optim::decay_of;
use crate::shape::Shape;

/// [`adam`](crate::adam), after `w −= lr·decay·w`.
///
/// - Shapes: `w`, `dw` and the averages `m` and `v` are the same shape; another one does not compile.
/// - Source: Loshchilov & Hutter 2019, "Decoupled weight decay regularization", algorithm 2, with the decay multiplied by the
///   learning rate, as in PyTorch.
///
/// Without a gradient nothing is left but the decay:
/// ```
/// use shapeful::{AdamConfig, Tensor, adamw, dim};
/// let (mut w, mut m, mut v, mut t) = (Tensor::<(dim!(1),)>::ones(), Tensor::zeros(), Tensor::zeros(), 0);
/// adamw(&mut w, &Tensor::zeros(), &mut m, &mut v, &mut t, 0.5, AdamConfig::default(), 0.5);
/// assert_eq!(w, [0.75]);
/// ```
#[allow(clippy::too_many_arguments, reason = "those of `adam`, and the decay")]
pub fn adamw<S: Shape, E: Float>(
    w: &mut Array<S, E>,
    dw: &Array<S, E>,
    m: &mut Array<S, E>,
    v: &mut Array<S, E>,
    t: &mut u64,
    learning_rate: E,
    config: AdamConfig<E>,
    weight_decay: E,
) {
    *t = t.saturating_add(1);
    let (step, keep) = (config.nth_step(*t, learning_rate), E::ONE - learning_rate * weight_decay);
    E::Loops::adam(w.as_mut_slice(), dw.as_slice(), m.as_mut_slice(), v.as_mut_slice(), step, E::ZERO, keep);
}

/// AdamW for a whole model: every weight shrinks at one rate, whatever its gradients are. Biases do not shrink.
///
/// - Formula: that of [`adamw`].
/// - State: the averages `m` and `v`, models of the same type, and the count `t`; a gradient or a state of another model does not
///   compile.
/// - Source: as [`adamw`].
///
/// ```
/// use shapeful::{AdamW, Linear, Params, Tensor, axes};
/// axes! { Pixels = 1; Classes = 1; }
/// let mut layer = Linear::<Pixels, Classes> { w: Tensor::ones(), b: Tensor::ones() };
/// let grad = layer.zeros_like();
/// AdamW::new(&layer, 0.5, 0.5).step(&mut layer, &grad);
/// assert_eq!((layer.w[[0, 0]], layer.b[[0, 0]]), (0.75, 1.0));
/// ```
#[derive(Clone, Debug)]
pub struct AdamW<M, E: Float = f32> {
    /// The step size: may be changed between steps.
    pub learning_rate: E,
    config: AdamConfig<E>,
    weight_decay: E,
    t: u64,
    m: M,
    v: M,
}
impl<M: Params<E>, E: Float> AdamW<M, E> {
    /// With the numbers of [`AdamConfig::default`](AdamConfig) and this decay, often 0.01.
    ///
    /// ```
    /// use shapeful::{AdamW, Linear, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// assert_eq!(AdamW::new(&Linear::<Pixels, Classes>::zeros(), 1e-3, 0.01).learning_rate, 1e-3);
    /// ```
    pub fn new(model: &M, learning_rate: E, weight_decay: E) -> Self {
        let (m, v) = (model.zeros_like(), model.zeros_like());
        AdamW { learning_rate, config: AdamConfig::default(), weight_decay, t: 0, m, v }
    }
    /// With other averages, or another ε.
    ///
    /// Without memory every step is `lr·dw/|dw|`:
    /// ```
    /// use shapeful::{AdamConfig, AdamW, Linear, Tensor, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// let mut layer = Linear::<Pixels, Classes> { w: Tensor::ones(), b: Tensor::ones() };
    /// let grad = layer.clone();
    /// let sign = AdamConfig { beta1: 0.0, beta2: 0.0, epsilon: 0.0 };
    /// AdamW::new(&layer, 0.5, 0.0).config(sign).step(&mut layer, &grad);
    /// assert_eq!(layer.w, [[0.5]]);
    /// ```
    pub fn config(self, config: AdamConfig<E>) -> Self {
        AdamW { config, ..self }
    }
    /// One step down the gradient. It allocates nothing.
    ///
    /// ```
    /// use shapeful::{AdamW, Linear, Tensor, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// let mut layer = Linear::<Pixels, Classes> { w: Tensor::ones(), b: Tensor::ones() };
    /// let grad = layer.clone();
    /// AdamW::new(&layer, 0.25, 1.0).step(&mut layer, &grad);
    /// assert!((layer.w[[0, 0]] - 0.5).abs() < 1e-6 && (layer.b[[0, 0]] - 0.75).abs() < 1e-6);
    /// ```
    pub fn step(&mut self, model: &mut M, grad: &M) {
        self.t = self.t.saturating_add(1);
        let step = self.config.nth_step(self.t, self.learning_rate);
        let AdamW { learning_rate, weight_decay, .. } = *self;
        walk(step, grad, [model, &mut self.m, &mut self.v], |kind| {
            Some((E::ZERO, E::ONE - learning_rate * decay_of(kind, weight_decay)?))
        });
    }
}
optimizer! { AdamW: m v; t => beta1: config.beta1, beta2: config.beta2, epsilon: config.epsilon, weight_decay: weight_decay }
