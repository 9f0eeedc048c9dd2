//! AdaGrad: `cache += dw²`, `w −= lr·dw / (√cache + ε)`.
use crate::array::Array;
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::layers::{Params, Path};
use crate::optim::decay_of;
use crate::shape::Shape;

/// `cache += dw²`, `w −= lr·dw / (√cache + ε)`, with ε outside the root.
///
/// - Shapes: `w`, `dw` and the sum of squares `cache` are the same shape; another one does not compile.
/// - Source: Duchi, Hazan & Singer 2011, "Adaptive subgradient methods"; CS231n notes, "Neural Networks 3", "Adagrad".
///
/// ```
/// use shapeful::{Tensor, adagrad, dim};
/// let (mut w, mut cache) = (Tensor::<(dim!(1),)>::zeros(), Tensor::zeros());
/// adagrad(&mut w, &Tensor::from([3.0]), &mut cache, 1.0, 0.0);
/// assert_eq!((w[[0]], cache[[0]]), (-1.0, 9.0));
/// adagrad(&mut w, &Tensor::from([4.0]), &mut cache, 1.0, 0.0);
/// assert_eq!((w[[0]], cache[[0]]), (-1.8, 25.0));
/// ```
pub fn adagrad<S: Shape, E: Float>(
    w: &mut Array<S, E>,
    dw: &Array<S, E>,
    cache: &mut Array<S, E>,
    learning_rate: E,
    epsilon: E,
) {
    let (w, dw, cache) = (w.as_mut_slice(), dw.as_slice(), cache.as_mut_slice());
    E::Loops::by_squares(w, dw, cache, learning_rate, [E::ONE, E::ONE], epsilon, E::ZERO);
}

/// AdaGrad for a whole model: steps become shorter, and most where the gradients have been largest.
///
/// - Formula: that of [`adagrad`], with `dw + decay·w` for weights.
/// - State: the sum of squares, a model of the same type; a gradient or a state of another model does not compile.
/// - Source: as [`adagrad`].
///
/// Steps against a constant gradient are 1, 1/√2, 1/√3, … times the rate:
/// ```
/// use shapeful::{AdaGrad, Linear, Tensor, axes};
/// axes! { Pixels = 1; Classes = 1; }
/// let mut layer = Linear::<Pixels, Classes> { w: Tensor::ones(), b: Tensor::ones() };
/// let grad = layer.clone();
/// let mut optimizer = AdaGrad::new(&layer, 1.0);
/// optimizer.step(&mut layer, &grad);
/// assert_eq!(layer.w, [[0.0]]);
/// optimizer.step(&mut layer, &grad);
/// assert_eq!(layer.w, [[-0.5_f32.sqrt()]]);
/// ```
#[derive(Clone, Debug)]
pub struct AdaGrad<M, E: Float = f32> {
    /// The step size: may be changed between steps.
    pub learning_rate: E,
    epsilon: E,
    weight_decay: E,
    cache: M,
}
impl<M: Params<E>, E: Float> AdaGrad<M, E> {
    /// With `ε = 1e-8` and no weight decay.
    ///
    /// ```
    /// use shapeful::{AdaGrad, Linear, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// assert_eq!(AdaGrad::new(&Linear::<Pixels, Classes>::zeros(), 0.01).learning_rate, 0.01);
    /// ```
    pub fn new(model: &M, learning_rate: E) -> Self {
        AdaGrad { learning_rate, epsilon: E::of(1e-8), weight_decay: E::ZERO, cache: model.zeros_like() }
    }
    /// With another ε, which keeps steps finite where gradients are 0.
    ///
    /// ```
    /// use shapeful::{AdaGrad, Linear, Tensor, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// let mut layer = Linear::<Pixels, Classes> { w: Tensor::ones(), b: Tensor::ones() };
    /// let grad = layer.clone();
    /// AdaGrad::new(&layer, 1.0).epsilon(1.0).step(&mut layer, &grad);
    /// assert_eq!(layer.w, [[0.5]]);
    /// ```
    pub fn epsilon(self, epsilon: E) -> Self {
        AdaGrad { epsilon, ..self }
    }
    /// With `decay·w` added to the gradient of every weight.
    ///
    /// Without a gradient the weights shrink, and the biases stay:
    /// ```
    /// use shapeful::{AdaGrad, Linear, Params, Tensor, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// let mut layer = Linear::<Pixels, Classes> { w: Tensor::ones(), b: Tensor::ones() };
    /// let grad = layer.zeros_like();
    /// AdaGrad::new(&layer, 0.25).weight_decay(0.5).step(&mut layer, &grad);
    /// assert_eq!((layer.w[[0, 0]], layer.b[[0, 0]]), (0.75, 1.0));
    /// ```
    pub fn weight_decay(self, weight_decay: E) -> Self {
        AdaGrad { weight_decay, ..self }
    }
    /// One step down the gradient. It allocates nothing.
    ///
    /// ```
    /// use shapeful::{AdaGrad, Linear, Tensor, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// let mut layer = Linear::<Pixels, Classes> { w: Tensor::ones(), b: Tensor::ones() };
    /// let grad = layer.clone();
    /// AdaGrad::new(&layer, 0.25).step(&mut layer, &grad);
    /// assert_eq!(layer.w, [[0.75]]);
    /// ```
    pub fn step(&mut self, model: &mut M, grad: &M) {
        let AdaGrad { learning_rate, epsilon, weight_decay, .. } = *self;
        M::walk([grad], [model, &mut self.cache], Path::ROOT, &mut |param, [dw], [w, cache]| {
            if let Some(decay) = decay_of(param.kind, weight_decay) {
                E::Loops::by_squares(w, dw, cache, learning_rate, [E::ONE, E::ONE], epsilon, decay);
            }
        });
    }
}
optimizer! { AdaGrad: cache => epsilon: epsilon, weight_decay: weight_decay }
