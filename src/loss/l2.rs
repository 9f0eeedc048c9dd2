//! L2 regularisation: `L = ½·reg·Σ w²`, `dw = reg·w`.
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::kernel::reduce;
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
