//! Total variation: `L = weight·Σ (differences of neighbouring pixels)²`.
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::reduce;

/// How rough an image is: the squared differences of neighbours, one below the other and side by side; and its gradient.
///
/// - Shapes: `image: (N, C, H, W)` → one number and `dimage: (N, C, H, W)`.
/// - Formula: `weight·(Σ (x[h + 1, w] − x[h, w])² + Σ (x[h, w + 1] − x[h, w])²)`, a sum over images and channels too.
/// - Source: CS231n, assignment 3, `tv_loss`; Mahendran & Vedaldi 2015, "Understanding deep image representations by inverting them".
///
/// ```
/// use shapeful::{Tensor, axes, dim, tv_loss};
/// axes! { Images = 1; Channels = 1; Height = 1; Width = 3; }
/// let edge = Tensor::<(Images, Channels, Height, Width)>::from([[[[0.0, 0.0, 3.0]]]]);
/// let (loss, dimage) = tv_loss(&edge, 2.0);
/// assert_eq!(loss, 2.0 * 9.0);
/// assert_eq!(dimage, [[[[0.0, -12.0, 12.0]]]]);
/// ```
pub fn tv_loss<N: Dim, C: Dim, H: Dim, W: Dim, E: Float>(
    image: &Array<(N, C, H, W), E>,
    weight: E,
) -> (E, Tensor<(N, C, H, W), E>) {
    let mut dimage = Tensor::zeros();
    (tv_loss_into(image, weight, &mut dimage), dimage)
}

/// [`tv_loss`], with the gradient into an array that is there already.
///
/// ```
/// use shapeful::{Tensor, axes, tv_loss_into};
/// axes! { Images = 1; Channels = 1; Height = 2; Width = 3; }
/// let (flat, mut dimage) = (Tensor::<(Images, Channels, Height, Width)>::ones(), Tensor::full(7.0));
/// assert_eq!(tv_loss_into(&flat, 2.0, &mut dimage), 0.0);
/// assert_eq!(dimage.max_all(), 0.0);
/// ```
pub fn tv_loss_into<N: Dim, C: Dim, H: Dim, W: Dim, E: Float>(
    image: &Array<(N, C, H, W), E>,
    weight: E,
    dimage: &mut Array<(N, C, H, W), E>,
) -> E {
    dimage.fill(E::ZERO);
    let (width, slope) = (W::SIZE, weight + weight);
    let (x, dx) = (image.as_slice(), dimage.as_mut_slice());
    // All rows of all images, one after the other: each has a next one but the last of an image.
    let total = reduce::sum_of(0..N::SIZE * C::SIZE * H::SIZE, &mut |row| {
        let start = row * width;
        let across = difference(x, dx, start, 1, width.saturating_sub(1), slope);
        let down = if (row + 1) % H::SIZE == 0 { E::ZERO } else { difference(x, dx, start, width, width, slope) };
        across + down
    });
    weight * total
}
/// `Σ (x[i + step] − x[i])²` for `count` places from `start` on, whose slopes are added to both.
fn difference<E: Float>(x: &[E], dx: &mut [E], start: usize, step: usize, count: usize, slope: E) -> E {
    for i in start..start + count {
        let pull = slope * (x[i + step] - x[i]);
        dx[i + step] += pull;
        dx[i] -= pull;
    }
    let (here, next) = (&x[start..start + count], &x[start + step..start + step + count]);
    reduce::sum_zip(here, next, |here, next| (next - here) * (next - here))
}
