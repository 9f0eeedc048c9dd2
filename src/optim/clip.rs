//! Gradients that are too long are shortened.
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::kernel::reduce;
use crate::layers::Params;

/// Shortens a gradient whose norm, taken over all parameters together, is above `max_norm`, to that length. Its direction stays.
/// Returns the norm that it had.
///
/// - Shapes: all parameters of `grad`, each in a shape of its own → one number.
/// - Formula: `norm = √(Σ dw²)` over all parameters; `dw *= max_norm/norm` if `norm > max_norm`, which is from 0 on.
/// - Errors: a gradient with an infinite element or NaN is left as it is, and its norm is infinite or NaN: look at what is returned.
///   Squares do not overflow: the greatest element is taken out first. A finite gradient whose norm is too large for E is clipped.
/// - Source: Pascanu, Mikolov & Bengio 2013, "On the difficulty of training recurrent neural networks", algorithm 1; PyTorch,
///   `clip_grad_norm_`, which divides by `norm + 1e-6`.
///
/// ```
/// use shapeful::{Linear, Tensor, axes, clip_grad_norm};
/// axes! { Pixels = 1; Classes = 1; }
/// let mut grad = Linear::<Pixels, Classes> { w: Tensor::full(3.0), b: Tensor::full(-4.0) };
/// assert_eq!(clip_grad_norm(&mut grad, 2.5), 5.0);
/// assert_eq!((grad.w[[0, 0]], grad.b[[0, 0]]), (1.5, -2.0));
/// assert_eq!(clip_grad_norm(&mut grad, 3.0), 2.5);
/// assert_eq!(grad.w, [[1.5]]);
/// ```
pub fn clip_grad_norm<M: Params<E>, E: Float>(grad: &mut M, max_norm: E) -> E {
    let mut squares = E::ZERO;
    grad.each_param(|_, dw| squares += E::Loops::dot(dw, dw));
    let (mut greatest, mut length) = (E::ONE, squares.sqrt());
    // Squares that are too large or too small for E are taken again, of what is left when the greatest element is taken out.
    if !(squares > E::of(1e-20) && squares < E::INFINITY) {
        greatest = E::ZERO;
        grad.each_param(|_, dw| greatest = reduce::fold(dw, greatest, |most, dw| most.greater(dw.abs())));
        if greatest == E::ZERO || greatest == E::INFINITY || greatest.is_nan() {
            return greatest;
        }
        squares = E::ZERO;
        grad.each_param(|_, dw| {
            squares += reduce::sum(dw, |dw| {
                let part = dw / greatest;
                part * part
            });
        });
        length = squares.sqrt();
    }
    let norm = greatest * length;
    if norm > max_norm {
        // Not by the norm, which may be too large for E. Rounded up, the gradient would grow.
        let scale = (max_norm / greatest / length).lesser(E::ONE);
        grad.each_param_mut(|_, dw| E::Loops::scale(dw, scale));
    }
    norm
}

/// Brings every element of a gradient to between `−limit` and `limit`; NaN stays.
///
/// - Shapes: all parameters of `grad`, each in a shape of its own.
///
/// ```
/// use shapeful::{Linear, Tensor, axes, clip_grad_value};
/// axes! { Pixels = 1; Classes = 1; }
/// let mut grad = Linear::<Pixels, Classes> { w: Tensor::full(3.0), b: Tensor::full(-4.0) };
/// clip_grad_value(&mut grad, 3.5);
/// assert_eq!((grad.w[[0, 0]], grad.b[[0, 0]]), (3.0, -3.5));
/// ```
pub fn clip_grad_value<M: Params<E>, E: Float>(grad: &mut M, limit: E) {
    grad.each_param_mut(|_, dw| dw.iter_mut().for_each(|dw| *dw = dw.greater(-limit).lesser(limit)));
}
