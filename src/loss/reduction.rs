//! The mean or the sum, and the losses that are one of a number for each element.
use crate::array::Array;
use crate::elem::Float;
use crate::kernel::reduce;
use crate::shape::Shape;

/// Whether a loss is the mean or the sum of the losses of its parts; each loss says what its parts are.
///
/// It is always written, since a learning rate that is right for one is wrong for the other by the number of parts:
/// ```
/// use shapeful::{Reduction, Tensor, axes, mse_loss};
/// axes! { Batch = 4; }
/// let (x, y) = (Tensor::<(Batch,)>::zeros(), Tensor::full(3.0));
/// assert_eq!(mse_loss(&x, &y, Reduction::Mean).0, 9.0);
/// assert_eq!(mse_loss(&x, &y, Reduction::Sum).0, 36.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reduction {
    /// The sum, divided by the number of parts.
    Mean,
    /// The sum.
    Sum,
}
impl Reduction {
    /// What the loss of each of `count` parts is multiplied by.
    pub(super) fn share<E: Float>(self, count: usize) -> E {
        match self {
            Reduction::Mean => E::ONE / E::of(count as f64),
            Reduction::Sum => E::ONE,
        }
    }
}

/// `share·Σ f(x, y).0`, and `dx = share·f(x, y).1`: `f` gives the loss of one element and its slope.
pub(super) fn elementwise<S: Shape, E: Float>(
    x: &Array<S, E>,
    y: &Array<S, E>,
    share: E,
    dx: &mut Array<S, E>,
    f: impl Fn(E, E) -> (E, E) + Copy,
) -> E {
    x.zip_map_into(y, dx, |x, y| share * f(x, y).1);
    share * reduce::sum_zip(x.as_slice(), y.as_slice(), |x, y| f(x, y).0)
}
/// `(x − y)²` and `2·(x − y)`
pub(super) fn squared_error<E: Float>(x: E, y: E) -> (E, E) {
    let difference = x - y;
    (difference * difference, difference + difference)
}
