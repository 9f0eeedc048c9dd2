//! The absolute error: `L = Σ |x − y|` or its mean, `dx = sign(x − y)`.
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::loss::reduction::{Reduction, elementwise};
use crate::ops::sign;
use crate::shape::Shape;

/// The absolute error, the mean over all elements or the sum, and its gradient.
///
/// - Shapes: predictions `x` and targets `y` are the same shape → one number and `dx` of that shape.
/// - Formula: `Σ |x − y|`, `dx = sign(x − y)`, which is 0 where they are equal; for the mean both divided by the number of elements.
/// - Errors: other shapes do not compile.
/// - Source: PyTorch, `l1_loss`.
///
/// ```
/// use shapeful::{Reduction, Tensor, axes, mae_loss};
/// axes! { Batch = 4; }
/// let x = Tensor::<(Batch,)>::from([1.0, 5.0, -9.0, 0.0]);
/// let (loss, dx) = mae_loss(&x, &Tensor::zeros(), Reduction::Sum);
/// assert_eq!(loss, 15.0);
/// assert_eq!(dx, [1.0, 1.0, -1.0, 0.0]);
/// ```
pub fn mae_loss<S: Shape, E: Float>(x: &Array<S, E>, y: &Array<S, E>, reduction: Reduction) -> (E, Tensor<S, E>) {
    let mut dx = Tensor::zeros();
    (mae_loss_into(x, y, reduction, &mut dx), dx)
}

/// [`mae_loss`], with the gradient into an array that is there already.
///
/// ```
/// use shapeful::{Reduction, Tensor, axes, mae_loss_into};
/// axes! { Batch = 2; }
/// let (x, mut dx) = (Tensor::<(Batch,)>::from([1.0, -5.0]), Tensor::zeros());
/// assert_eq!(mae_loss_into(&x, &Tensor::zeros(), Reduction::Mean, &mut dx), 3.0);
/// assert_eq!(dx, [0.5, -0.5]);
/// ```
pub fn mae_loss_into<S: Shape, E: Float>(
    x: &Array<S, E>,
    y: &Array<S, E>,
    reduction: Reduction,
    dx: &mut Array<S, E>,
) -> E {
    elementwise(x, y, reduction.share(S::LEN), dx, |x, y| ((x - y).abs(), sign(x - y)))
}
