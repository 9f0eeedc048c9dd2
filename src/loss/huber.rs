//! Huber's loss: `½·d²` for errors `|d| ≤ δ`, and beyond a straight line of slope δ.
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::loss::reduction::{Reduction, elementwise};
use crate::ops::sign;
use crate::shape::Shape;

/// Huber's loss, the mean over all elements or the sum, and its gradient: near 0 a parabola, and beyond `delta` a straight line, so
/// that no outlier pulls harder than `delta`.
///
/// - Shapes: predictions `x` and targets `y` are the same shape → one number and `dx` of that shape.
/// - Formula: with `d = x − y`: `½·d²` and `dx = d` for `|d| ≤ δ`, else `δ·(|d| − δ/2)` and `dx = δ·sign(d)`; for the mean both
///   divided by the number of elements. δ is above 0.
/// - Errors: other shapes do not compile.
/// - Source: Huber 1964, "Robust estimation of a location parameter"; PyTorch, `huber_loss`.
///
/// ```
/// use shapeful::{Reduction, Tensor, axes, huber_loss};
/// axes! { Batch = 2; }
/// let x = Tensor::<(Batch,)>::from([1.0, -10.0]);
/// let (loss, dx) = huber_loss(&x, &Tensor::zeros(), 2.0, Reduction::Sum);
/// assert_eq!(loss, 0.5 + 18.0);
/// assert_eq!(dx, [1.0, -2.0]);
/// ```
pub fn huber_loss<S: Shape, E: Float>(
    x: &Array<S, E>,
    y: &Array<S, E>,
    delta: E,
    reduction: Reduction,
) -> (E, Tensor<S, E>) {
    let mut dx = Tensor::zeros();
    (huber_loss_into(x, y, delta, reduction, &mut dx), dx)
}

/// [`huber_loss`], with the gradient into an array that is there already.
///
/// ```
/// use shapeful::{Reduction, Tensor, axes, huber_loss_into};
/// axes! { Batch = 2; }
/// let (x, mut dx) = (Tensor::<(Batch,)>::from([1.0, -3.0]), Tensor::zeros());
/// assert_eq!(huber_loss_into(&x, &Tensor::zeros(), 1.0, Reduction::Mean, &mut dx), 1.5);
/// assert_eq!(dx, [0.5, -0.5]);
/// ```
pub fn huber_loss_into<S: Shape, E: Float>(
    x: &Array<S, E>,
    y: &Array<S, E>,
    delta: E,
    reduction: Reduction,
    dx: &mut Array<S, E>,
) -> E {
    let half = E::of(0.5);
    elementwise(x, y, reduction.share(S::LEN), dx, |x, y| {
        let (d, size) = (x - y, (x - y).abs());
        if size <= delta { (half * d * d, d) } else { (delta * (size - half * delta), delta * sign(d)) }
    })
}
