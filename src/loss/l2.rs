//! L2 regularisation: `L = ½·reg·Σ w²`, `dw = reg·w`.
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::kernel::reduce;
use crate::layers::{Kind, Params, Path};
use crate::shape::Shape;

/// What large weights cost: `½·reg·Σ w²`.
///
/// The course's networks add it for every weight matrix and no bias; its linear classifiers leave the ½ out: give them `2·reg`.
///
/// - Shapes: `w: S` → one number.
/// - Source: CS231n, assignment 2, `FullyConnectedNet.loss`.
///
/// ```
/// use shapeful::{Tensor, dim, l2_loss};
/// assert_eq!(l2_loss(&Tensor::<(dim!(2),)>::from([3.0, 4.0]), 0.1), 1.25);
/// ```
pub fn l2_loss<S: Shape, E: Float>(w: &Array<S, E>, reg: E) -> E {
    E::of(0.5) * reg * reduce::sum(w.as_slice(), |w| w * w)
}

/// The gradient of [`l2_loss`]: `dw = reg·w`.
///
/// - Shapes: `w: S` → `dw: S`.
///
/// ```
/// use shapeful::{Tensor, dim, l2_backward};
/// let w = Tensor::<(dim!(2),)>::from([3.0, 4.0]);
/// let mut dw = Tensor::<(dim!(2),)>::ones();
/// dw += &l2_backward(&w, 0.5);
/// assert_eq!(dw, [2.5, 3.0]);
/// ```
pub fn l2_backward<S: Shape, E: Float>(w: &Array<S, E>, reg: E) -> Tensor<S, E> {
    w.map(|w| reg * w)
}

/// [`l2_loss`] of all weights of a model, and its gradient added to that of the data: `dw += reg·w`. Biases, scales and shifts are left out.
///
/// With the loss of the data it is the loss of the course's networks. An optimizer that has `weight_decay(reg)` adds the same gradient: take one
/// of the two.
///
/// - Source: CS231n, assignment 2, `FullyConnectedNet.loss`.
///
/// ```
/// use shapeful::{Linear, Tensor, axes, l2_regularization};
/// axes! { Pixels = 1; Classes = 1; }
/// let net = Linear::<Pixels, Classes> { w: Tensor::full(3.0), b: Tensor::full(5.0) };
/// let mut grad = Linear { w: Tensor::ones(), b: Tensor::ones() };
/// assert_eq!(l2_regularization(&net, 2.0, &mut grad), 9.0);
/// assert_eq!((grad.w[[0, 0]], grad.b[[0, 0]]), (1.0 + 2.0 * 3.0, 1.0));
/// ```
pub fn l2_regularization<M: Params<E>, E: Float>(model: &M, reg: E, grad: &mut M) -> E {
    let mut squares = E::ZERO;
    M::walk([model], [grad], Path::ROOT, &mut |param, [w], [dw]| {
        if param.kind == Kind::Weight {
            squares += reduce::sum(w, |w| w * w);
            dw.iter_mut().zip(w).for_each(|(dw, &w)| *dw += reg * w);
        }
    });
    E::of(0.5) * reg * squares
}
