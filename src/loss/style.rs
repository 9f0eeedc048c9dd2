//! Gram matrices, and the style loss of style transfer: `L = weight·Σ (G − A)²`.
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::{MatrixRef, gemm};
use crate::loss::reduction::{elementwise, squared_error};

/// Which channels are strong in the same places: the products of the channels of each image, divided by `C·H·W`.
///
/// - Shapes: `features: (N, C, H, W)` → `(N, C, C)`.
/// - Formula: `G[n] = F[n]·F[n]ᵀ / (C·H·W)` with `F[n]: (C, H·W)`. The course's `normalize=False` is this times `C·H·W`.
/// - Source: Gatys, Ecker & Bethge 2016, "Image style transfer using convolutional neural networks", equation 3; CS231n, assignment 3,
///   `gram_matrix`.
///
/// ```
/// use shapeful::{Tensor, axes, gram_matrix};
/// axes! { Images = 1; Channels = 2; Height = 1; Width = 1; }
/// let features = Tensor::<(Images, Channels, Height, Width)>::from([[[[2.0]], [[3.0]]]]);
/// let gram: Tensor<(Images, Channels, Channels)> = gram_matrix(&features);
/// assert_eq!(gram, [[[2.0, 3.0], [3.0, 4.5]]]);
/// ```
pub fn gram_matrix<N: Dim, C: Dim, H: Dim, W: Dim, E: Float>(
    features: &Array<(N, C, H, W), E>,
) -> Tensor<(N, C, C), E> {
    let mut gram = Tensor::zeros();
    gram_matrix_into(features, &mut gram);
    gram
}

/// [`gram_matrix`], into an array that is there already.
///
/// ```
/// use shapeful::{Tensor, axes, gram_matrix_into};
/// axes! { Images = 1; Channels = 1; Height = 2; Width = 2; }
/// let (features, mut gram) = (Tensor::<(Images, Channels, Height, Width)>::full(3.0), Tensor::zeros());
/// gram_matrix_into(&features, &mut gram);
/// assert_eq!(gram, [[[9.0]]]);
/// ```
pub fn gram_matrix_into<N: Dim, C: Dim, H: Dim, W: Dim, E: Float>(
    features: &Array<(N, C, H, W), E>,
    gram: &mut Array<(N, C, C), E>,
) {
    let (channels, pixels) = (C::SIZE, H::SIZE * W::SIZE);
    for n in 0..N::SIZE {
        let rows = MatrixRef::row_major(features.row(n).as_slice(), channels, pixels);
        gemm(rows, rows.t(), gram.row_mut(n).as_mut_slice());
    }
    let share = E::ONE / E::of((channels * pixels) as f64);
    gram.map_in_place(|g| share * g);
}

/// The gradient of [`gram_matrix`]: `dF[n] = (dG[n] + dG[n]ᵀ)·F[n] / (C·H·W)`, since every feature is in a row and in a column.
///
/// - Shapes: `dgram: (N, C, C)`, `features: (N, C, H, W)` → `(N, C, H, W)`.
///
/// ```
/// use shapeful::{Tensor, axes, gram_matrix_backward};
/// axes! { Images = 1; Channels = 1; Height = 1; Width = 1; }
/// let features = Tensor::<(Images, Channels, Height, Width)>::full(3.0);
/// assert_eq!(gram_matrix_backward(&Tensor::ones(), &features), [[[[6.0]]]]);
/// ```
pub fn gram_matrix_backward<N: Dim, C: Dim, H: Dim, W: Dim, E: Float>(
    dgram: &Array<(N, C, C), E>,
    features: &Array<(N, C, H, W), E>,
) -> Tensor<(N, C, H, W), E> {
    let (mut dgram, mut dfeatures) = (dgram.to_tensor(), Tensor::zeros());
    backward(&mut dgram, features, &mut dfeatures);
    dfeatures
}
/// The same, using up `dgram`.
fn backward<N: Dim, C: Dim, H: Dim, W: Dim, E: Float>(
    dgram: &mut Array<(N, C, C), E>,
    features: &Array<(N, C, H, W), E>,
    dfeatures: &mut Array<(N, C, H, W), E>,
) {
    let (channels, pixels) = (C::SIZE, H::SIZE * W::SIZE);
    let share = E::ONE / E::of((channels * pixels) as f64);
    for n in 0..N::SIZE {
        let dgram = dgram.row_mut(n).as_mut_slice();
        for i in 0..channels {
            for j in 0..=i {
                let both = share * (dgram[i * channels + j] + dgram[j * channels + i]);
                (dgram[i * channels + j], dgram[j * channels + i]) = (both, both);
            }
        }
        let rows = MatrixRef::row_major(features.row(n).as_slice(), channels, pixels);
        gemm(MatrixRef::row_major(dgram, channels, channels), rows, dfeatures.row_mut(n).as_mut_slice());
    }
}

/// How far the style of the image that is made is from another in one layer of features, and the gradient of the features. The style
/// loss of the course is the sum over several layers, each with its weight.
///
/// - Shapes: `features: (N, C, H, W)`, `target: (N, C, C)`, the Gram matrix of the image with the style → one number and
///   `dfeatures: (N, C, H, W)`.
/// - Formula: `weight·Σ (gram_matrix(features) − target)²`, a sum over all elements.
/// - Source: Gatys, Ecker & Bethge 2016, "Image style transfer using convolutional neural networks", equations 4 and 5; CS231n,
///   assignment 3, `style_loss`.
///
/// ```
/// use shapeful::{Tensor, axes, style_loss};
/// axes! { Images = 1; Channels = 1; Height = 1; Width = 1; }
/// let features = Tensor::<(Images, Channels, Height, Width)>::full(3.0);
/// let (loss, dfeatures) = style_loss(&features, &Tensor::full(8.0), 2.0);
/// assert_eq!(loss, 2.0 * (9.0 - 8.0));
/// assert_eq!(dfeatures, [[[[2.0 * 2.0 * 6.0]]]]);
/// ```
pub fn style_loss<N: Dim, C: Dim, H: Dim, W: Dim, E: Float>(
    features: &Array<(N, C, H, W), E>,
    target: &Array<(N, C, C), E>,
    weight: E,
) -> (E, Tensor<(N, C, H, W), E>) {
    let (mut gram, mut dgram, mut dfeatures) = (Tensor::zeros(), Tensor::zeros(), Tensor::zeros());
    (style_loss_into(features, target, weight, &mut gram, &mut dgram, &mut dfeatures), dfeatures)
}

/// [`style_loss`], with the Gram matrix, its gradient and that of the features into arrays that are there already.
///
/// ```
/// use shapeful::{Tensor, axes, style_loss_into};
/// axes! { Images = 1; Channels = 1; Height = 1; Width = 1; }
/// let features = Tensor::<(Images, Channels, Height, Width)>::full(3.0);
/// let (mut gram, mut dgram, mut dfeatures) = (Tensor::zeros(), Tensor::zeros(), Tensor::zeros());
/// assert_eq!(style_loss_into(&features, &Tensor::full(9.0), 2.0, &mut gram, &mut dgram, &mut dfeatures), 0.0);
/// assert_eq!(gram, [[[9.0]]]);
/// ```
pub fn style_loss_into<N: Dim, C: Dim, H: Dim, W: Dim, E: Float>(
    features: &Array<(N, C, H, W), E>,
    target: &Array<(N, C, C), E>,
    weight: E,
    gram: &mut Array<(N, C, C), E>,
    dgram: &mut Array<(N, C, C), E>,
    dfeatures: &mut Array<(N, C, H, W), E>,
) -> E {
    gram_matrix_into(features, gram);
    let loss = elementwise(gram, target, weight, dgram, squared_error);
    backward(dgram, features, dfeatures);
    loss
}
