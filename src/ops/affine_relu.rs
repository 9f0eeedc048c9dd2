//! The sandwich of the course: an affine layer, then ReLU.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::ops::affine::{Affine, AffineBackward, AffineGrads, affine_backward};
use crate::ops::relu::relu_backward;
use crate::shape::Shape;

/// `out = max(0, x·w + b)`.
///
/// - Shapes: `x: (N, M)`, `w: (M, D)`, `b: (1, D)` → `out: (N, D)`.
/// - Source: CS231n, assignment 2, `affine_relu_forward`.
///
/// ```
/// use shapeful::{Tensor, affine_relu_forward, axes, dim};
/// axes! { Batch = 1; Pixels = 1; Hidden = 2; }
/// let x = Tensor::<(Batch, Pixels)>::ones();
/// let w = Tensor::<(Pixels, Hidden)>::from([[2.0, -2.0]]);
/// let b = Tensor::<(dim!(1), Hidden)>::ones();
/// assert_eq!(affine_relu_forward(&x, &w, &b), [[3.0, 0.0]]);
/// ```
pub fn affine_relu_forward<X, W: Shape, B: Shape, Out: Shape, E: Float>(
    x: &Array<X, E>,
    w: &Array<W, E>,
    b: &Array<B, E>,
) -> Tensor<Out, E>
where
    X: Affine<W, B, Out = Out>,
{
    let mut out = Tensor::zeros();
    X::SIZES.forward_relu(x.as_slice(), w.as_slice(), b.as_slice(), out.as_mut_slice());
    out
}

/// The gradients of [`affine_relu_forward`].
///
/// It needs the output, not what went into the ReLU: the output is positive exactly where that was.
///
/// - Shapes: `dout, out: (N, D)`, `x: (N, M)`, `w: (M, D)` → `dx: (N, M)`, `dw: (M, D)`, `db: (1, D)`.
///
/// ```
/// use shapeful::{AffineGrads, Tensor, affine_relu_backward, affine_relu_forward, axes, dim};
/// axes! { Batch = 1; Pixels = 1; Hidden = 2; }
/// let x = Tensor::<(Batch, Pixels)>::ones();
/// let w = Tensor::<(Pixels, Hidden)>::from([[2.0, -2.0]]);
/// let out = affine_relu_forward(&x, &w, &Tensor::<(dim!(1), Hidden)>::ones());
/// let AffineGrads { dx, dw, db } = affine_relu_backward(&Tensor::ones(), &out, &x, &w);
/// assert_eq!(dx, [[2.0]]);
/// assert_eq!(dw, [[1.0, 0.0]]);
/// assert_eq!(db, [[1.0, 0.0]]);
/// ```
pub fn affine_relu_backward<Dout: Shape, X, W: Shape, B: Shape, E: Float>(
    dout: &Array<Dout, E>,
    out: &Array<Dout, E>,
    x: &Array<X, E>,
    w: &Array<W, E>,
) -> AffineGrads<X, W, B, E>
where
    X: AffineBackward<Dout, W, Bias = B>,
{
    affine_backward(&relu_backward(dout, out), x, w)
}
