//! The squared error: `L = Σ (x − y)²` or its mean, `dx = 2·(x − y)`.
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::loss::reduction::{Reduction, elementwise, squared_error};
use crate::shape::Shape;

/// The squared error, the mean over all elements or the sum, and its gradient.
///
/// - Shapes: predictions `x` and targets `y` are the same shape → one number and `dx` of that shape.
/// - Formula: `Σ (x − y)²`, `dx = 2·(x − y)`; for the mean both divided by the number of elements, which for (N, D) is N·D.
/// - Errors: other shapes do not compile: targets (N,) are not stretched to (N, N) against predictions (N, 1).
/// - Source: Goodfellow, Bengio & Courville 2016, *Deep Learning*, §5.1.4; PyTorch, `mse_loss`.
///
/// ```
/// use shapeful::{Reduction, Tensor, axes, mse_loss};
/// axes! { Batch = 2; }
/// let x = Tensor::<(Batch,)>::from([1.0, 5.0]);
/// let (loss, dx) = mse_loss(&x, &Tensor::from([1.0, 3.0]), Reduction::Mean);
/// assert_eq!(loss, 2.0);
/// assert_eq!(dx, [0.0, 2.0]);
/// ```
pub fn mse_loss<S: Shape, E: Float>(x: &Array<S, E>, y: &Array<S, E>, reduction: Reduction) -> (E, Tensor<S, E>) {
    let mut dx = Tensor::zeros();
    (mse_loss_into(x, y, reduction, &mut dx), dx)
}

/// [`mse_loss`], with the gradient into an array that is there already.
///
/// ```
/// use shapeful::{Reduction, Tensor, axes, mse_loss_into};
/// axes! { Batch = 2; }
/// let (x, mut dx) = (Tensor::<(Batch,)>::from([1.0, 5.0]), Tensor::zeros());
/// assert_eq!(mse_loss_into(&x, &Tensor::from([1.0, 3.0]), Reduction::Sum, &mut dx), 4.0);
/// assert_eq!(dx, [0.0, 4.0]);
/// ```
pub fn mse_loss_into<S: Shape, E: Float>(
    x: &Array<S, E>,
    y: &Array<S, E>,
    reduction: Reduction,
    dx: &mut Array<S, E>,
) -> E {
    elementwise(x, y, reduction.share(S::LEN), dx, squared_error)
}
