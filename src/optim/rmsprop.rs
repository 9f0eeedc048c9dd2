//! RMSProp: `cache = ρ·cache + (1 − ρ)·dw²`, `w −= lr·dw / (√cache + ε)`.
use crate::array::Array;
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::layers::{Params, Path};
use crate::optim::decay_of;
use crate::shape::Shape;

/// `cache = ρ·cache + (1 − ρ)·dw²`, `w −= lr·dw / (√cache + ε)`, with ε outside the root.
///
/// - Shapes: `w`, `dw` and the average of squares `cache` are the same shape; another one does not compile.
/// - Source: Tieleman & Hinton 2012, "Lecture 6.5: rmsprop"; CS231n, assignment 2, `optim.rmsprop`, whose `decay_rate` ρ is 0.99
///   and whose `epsilon` is 1e-8.
///
/// ```
/// use shapeful::{Tensor, dim, rmsprop};
/// let (mut w, mut cache) = (Tensor::<(dim!(2),)>::zeros(), Tensor::zeros());
/// rmsprop(&mut w, &Tensor::from([4.0, -40.0]), &mut cache, 0.5, 0.75, 0.0);
/// assert_eq!((w.as_slice(), cache.as_slice()), (&[-1.0, 1.0][..], &[4.0, 400.0][..]));
/// ```
pub fn rmsprop<S: Shape, E: Float>(
    w: &mut Array<S, E>,
    dw: &Array<S, E>,
    cache: &mut Array<S, E>,
    learning_rate: E,
    decay_rate: E,
    epsilon: E,
) {
    let (w, dw, cache) = (w.as_mut_slice(), dw.as_slice(), cache.as_mut_slice());
    E::Loops::by_squares(w, dw, cache, learning_rate, [decay_rate, E::ONE - decay_rate], epsilon, E::ZERO);
}

/// RMSProp for a whole model: every parameter's step is measured by how large its gradients have been of late.
///
/// - Formula: that of [`rmsprop`], with `dw + decay·w` for weights.
/// - State: the average of squares, a model of the same type; a gradient or a state of another model does not compile.
/// - Source: as [`rmsprop`].
///
/// The first step is `lr/√(1 − ρ)` long, however steep the slope:
/// ```
/// use shapeful::{Linear, Params, RmsProp, axes};
/// axes! { Pixels = 1; Classes = 1; }
/// for slope in [1e-3, 1e3] {
///     let mut layer = Linear::<Pixels, Classes>::zeros();
///     let mut grad = layer.zeros_like();
///     grad.w.fill(slope);
///     RmsProp::new(&layer, 0.01).step(&mut layer, &grad);
///     assert!((layer.w[[0, 0]] + 0.1).abs() < 1e-4);
/// }
/// ```
#[derive(Clone, Debug)]
pub struct RmsProp<M, E: Float = f32> {
    /// The step size: may be changed between steps.
    pub learning_rate: E,
    decay_rate: E,
    epsilon: E,
    weight_decay: E,
    cache: M,
}
impl<M: Params<E>, E: Float> RmsProp<M, E> {
    /// With the course's numbers: `ρ = 0.99`, `ε = 1e-8`, no weight decay.
    ///
    /// ```
    /// use shapeful::{Linear, RmsProp, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// assert_eq!(RmsProp::new(&Linear::<Pixels, Classes>::zeros(), 0.01).learning_rate, 0.01);
    /// ```
    pub fn new(model: &M, learning_rate: E) -> Self {
        let (decay_rate, epsilon) = (E::of(0.99), E::of(1e-8));
        RmsProp { learning_rate, decay_rate, epsilon, weight_decay: E::ZERO, cache: model.zeros_like() }
    }
    /// With another ρ, from 0 to below 1: how much of the average a step leaves.
    ///
    /// With nothing left every step is as long as the first:
    /// ```
    /// use shapeful::{Linear, RmsProp, Tensor, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// let mut layer = Linear::<Pixels, Classes> { w: Tensor::ones(), b: Tensor::ones() };
    /// let grad = layer.clone();
    /// let mut optimizer = RmsProp::new(&layer, 0.5).decay_rate(0.0);
    /// optimizer.step(&mut layer, &grad);
    /// optimizer.step(&mut layer, &grad);
    /// assert_eq!(layer.w, [[0.0]]);
    /// ```
    pub fn decay_rate(self, decay_rate: E) -> Self {
        RmsProp { decay_rate, ..self }
    }
    /// With another ε, which keeps steps finite where gradients are 0.
    ///
    /// ```
    /// use shapeful::{Linear, RmsProp, Tensor, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// let mut layer = Linear::<Pixels, Classes> { w: Tensor::ones(), b: Tensor::ones() };
    /// let grad = layer.clone();
    /// RmsProp::new(&layer, 0.5).decay_rate(0.0).epsilon(1.0).step(&mut layer, &grad);
    /// assert_eq!(layer.w, [[0.75]]);
    /// ```
    pub fn epsilon(self, epsilon: E) -> Self {
        RmsProp { epsilon, ..self }
    }
    /// With `decay·w` added to the gradient of every weight.
    ///
    /// Without a gradient the weights shrink, and the biases stay:
    /// ```
    /// use shapeful::{Linear, Params, RmsProp, Tensor, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// let mut layer = Linear::<Pixels, Classes> { w: Tensor::ones(), b: Tensor::ones() };
    /// let grad = layer.zeros_like();
    /// RmsProp::new(&layer, 0.01).weight_decay(0.5).step(&mut layer, &grad);
    /// assert!(layer.w[[0, 0]] < 1.0 && layer.b[[0, 0]] == 1.0);
    /// ```
    pub fn weight_decay(self, weight_decay: E) -> Self {
        RmsProp { weight_decay, ..self }
    }
    /// One step down the gradient. It allocates nothing.
    ///
    /// ```
    /// use shapeful::{Linear, RmsProp, Tensor, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// let mut layer = Linear::<Pixels, Classes> { w: Tensor::ones(), b: Tensor::ones() };
    /// let grad = layer.clone();
    /// RmsProp::new(&layer, 0.01).step(&mut layer, &grad);
    /// assert!((layer.w[[0, 0]] - 0.9).abs() < 1e-6);
    /// ```
    pub fn step(&mut self, model: &mut M, grad: &M) {
        let RmsProp { learning_rate, decay_rate, epsilon, weight_decay, .. } = *self;
        M::walk([grad], [model, &mut self.cache], Path::ROOT, &mut |param, [dw], [w, cache]| {
            if let Some(decay) = decay_of(param.kind, weight_decay) {
                E::Loops::by_squares(w, dw, cache, learning_rate, [decay_rate, E::ONE - decay_rate], epsilon, decay);
            }
        });
    }
}
optimizer! { RmsProp: cache => decay_rate: decay_rate, epsilon: epsilon, weight_decay: weight_decay }
