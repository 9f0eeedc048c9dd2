//! The affine layer of the course: `out = x·w + b`; `dx = dout·wᵀ`, `dw = xᵀ·dout`, `db = Σ_n dout`.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::dim::{Dim, Never, SameSize};
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::kernel::reduce::AxisOf;
use crate::kernel::{Extent, KnownWrite, Onto, Over, Product, Rectified};
use crate::numeral::_1;
use crate::ops::reshape::Merge;
use crate::shape::Shape;

/// `Self`, `W` and `B` are the input, weights and bias of one affine layer.
///
/// ```
/// use shapeful::{Affine, Tensor, axes, dim};
/// axes! { Batch = 2; Channels = 3; Height = 4; Width = 5; Pixels = 60; Classes = 10; }
/// type Out<X> = <X as Affine<(Pixels, Classes), (dim!(1), Classes)>>::Out;
/// let of_rows: Tensor<(Batch, Classes)> = Tensor::<Out<(Batch, Pixels)>>::zeros();
/// let of_images: Tensor<(Batch, Classes)> = Tensor::<Out<(Batch, Channels, Height, Width)>>::zeros();
/// ```
/// Examples in columns are no input:
/// ```compile_fail,E0277
/// # use shapeful::{Affine, Tensor, axes, dim};
/// # axes! { Batch = 2; Pixels = 60; Classes = 10; }
/// # type Out<X> = <X as Affine<(Pixels, Classes), (dim!(1), Classes)>>::Out;
/// let of_columns = Tensor::<Out<(Pixels, Batch)>>::zeros();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: x {Self}, w {W} and b {B} do not make an affine layer",
    label = "x is {Self}",
    note = "x (N, M), w (M, D), b (1, D) -> out (N, D): the columns of x are the rows of w, and b is one row of out",
    note = "x may be images (N, C, H, W) if w has C*H*W rows; w is stored (inputs, outputs)",
    note = "lesson S44"
)]
pub trait Affine<W, B>: Shape {
    /// The shape of the output.
    type Out: Shape;
    #[doc(hidden)]
    const SIZES: AffineSizes;
}

/// `Dout`, `Self` and `W` are the gradient of the output, the input and the weights of one affine layer.
///
/// ```
/// use shapeful::{AffineBackward, Tensor, axes, dim};
/// axes! { Batch = 2; Pixels = 60; Classes = 10; }
/// type Bias<Dout> = <(Batch, Pixels) as AffineBackward<Dout, (Pixels, Classes)>>::Bias;
/// let db: Tensor<(dim!(1), Classes)> = Tensor::<Bias<(Batch, Classes)>>::zeros();
/// ```
/// The gradient of the output has the output's shape:
/// ```compile_fail,E0277
/// # use shapeful::{AffineBackward, Tensor, axes, dim};
/// # axes! { Batch = 2; Pixels = 60; Classes = 10; }
/// # type Bias<Dout> = <(Batch, Pixels) as AffineBackward<Dout, (Pixels, Classes)>>::Bias;
/// let db = Tensor::<Bias<(Classes, Batch)>>::zeros();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: dout {Dout}, x {Self} and w {W} do not belong to one affine layer",
    label = "dout, x and w, in this order",
    note = "dout (N, D), x (N, M), w (M, D): dout has the shape of the output x.w, rows from x and columns from w",
    note = "call it as `affine_backward(&dout, &x, &w)`, with the x and w that went forward",
    note = "lesson S54"
)]
pub trait AffineBackward<Dout, W>: Shape {
    /// The shape of the bias.
    type Bias: Shape;
    #[doc(hidden)]
    const SIZES: AffineSizes;
}

macro_rules! affine { ($(($($axis:ident)*))*) => { $(
    #[diagnostic::do_not_recommend]
    impl<N: Dim, $($axis: Dim,)* M: Dim, D: Dim> Affine<(M, D), (_1, D)> for (N, $($axis),*)
    where
        ($($axis,)*): Merge<Axis: SameSize<M>>,
    {
        type Out = (N, D);
        const SIZES: AffineSizes = AffineSizes::of::<N, M, D>();
    }
    #[diagnostic::do_not_recommend]
    impl<N: Dim, $($axis: Dim,)* M: Dim, D: Dim> AffineBackward<(N, D), (M, D)> for (N, $($axis),*)
    where
        ($($axis,)*): Merge<Axis: SameSize<M>>,
    {
        type Bias = (_1, D);
        const SIZES: AffineSizes = AffineSizes::of::<N, M, D>();
    }
)* } }
affine! { (C W) (C H W) (C H W V) (C H W V U) }

#[diagnostic::do_not_recommend]
impl<N: Dim, M: Dim, D: Dim> Affine<(M, D), (_1, D)> for (N, M) {
    type Out = (N, D);
    const SIZES: AffineSizes = AffineSizes::of::<N, M, D>();
}
#[diagnostic::do_not_recommend]
impl<N: Dim, M: Dim, D: Dim> AffineBackward<(N, D), (M, D)> for (N, M) {
    type Bias = (_1, D);
    const SIZES: AffineSizes = AffineSizes::of::<N, M, D>();
}

// With these no error is found before the last argument is known, so the lesson names all three shapes.
macro_rules! undecided { ($($nth:literal)*) => { $(
    #[diagnostic::do_not_recommend]
    impl<S: Shape, W> Affine<W, Never<$nth>> for S {
        type Out = S;
        const SIZES: AffineSizes = AffineSizes { n: 0, m: 0, d: 0 };
    }
    #[diagnostic::do_not_recommend]
    impl<S: Shape, Dout> AffineBackward<Dout, Never<$nth>> for S {
        type Bias = S;
        const SIZES: AffineSizes = AffineSizes { n: 0, m: 0, d: 0 };
    }
)* } }
undecided! { 0 1 }

/// The gradients of an affine layer: each has the shape of what it is the gradient of.
///
/// ```
/// use shapeful::{AffineGrads, Tensor, affine_backward, axes, dim};
/// axes! { Batch = 2; Pixels = 3; Classes = 1; }
/// let (x, w) = (Tensor::<(Batch, Pixels)>::ones(), Tensor::<(Pixels, Classes)>::ones());
/// let grads: AffineGrads<(Batch, Pixels), (Pixels, Classes), (dim!(1), Classes)> =
///     affine_backward(&Tensor::<(Batch, Classes)>::ones(), &x, &w);
/// assert_eq!(grads.db, [[2.0]]);
/// ```
pub struct AffineGrads<X: Shape, W: Shape, B: Shape, E: Float = f32> {
    /// The gradient of the input.
    pub dx: Tensor<X, E>,
    /// The gradient of the weights.
    pub dw: Tensor<W, E>,
    /// The gradient of the bias.
    pub db: Tensor<B, E>,
}
// Not derived: that would ask the same of the axes, which are neither compared nor printed.
impl<X: Shape, W: Shape, B: Shape, E: Float> Clone for AffineGrads<X, W, B, E> {
    fn clone(&self) -> Self {
        AffineGrads { dx: self.dx.clone(), dw: self.dw.clone(), db: self.db.clone() }
    }
}
impl<X: Shape, W: Shape, B: Shape, E: Float> PartialEq for AffineGrads<X, W, B, E> {
    fn eq(&self, other: &Self) -> bool {
        self.dx == other.dx && self.dw == other.dw && self.db == other.db
    }
}
impl<X: Shape, W: Shape, B: Shape, E: Float> core::fmt::Debug for AffineGrads<X, W, B, E> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("AffineGrads").field("dx", &self.dx).field("dw", &self.dw).field("db", &self.db).finish()
    }
}

/// `out = x·w + b`, with `b` added to every row.
///
/// - Shapes: `x: (N, M)`, `w: (M, D)`, `b: (1, D)` → `out: (N, D)`. Images `x: (N, C, H, W)` are read as rows of `M = C·H·W`.
/// - Errors: other shapes do not compile.
/// - Source: CS231n, assignment 1 and 2, `affine_forward`.
///
/// ```
/// use shapeful::{Tensor, affine_forward, axes, dim};
/// axes! { Batch = 2; Pixels = 2; Classes = 1; }
/// let x = Tensor::<(Batch, Pixels)>::from([[1.0, 2.0], [3.0, 4.0]]);
/// let w = Tensor::<(Pixels, Classes)>::from([[1.0], [10.0]]);
/// let b = Tensor::<(dim!(1), Classes)>::from([[100.0]]);
/// let out: Tensor<(Batch, Classes)> = affine_forward(&x, &w, &b);
/// assert_eq!(out, [[121.0], [143.0]]);
/// ```
pub fn affine_forward<X, W: Shape, B: Shape, Out: Shape, E: Float>(
    x: &Array<X, E>,
    w: &Array<W, E>,
    b: &Array<B, E>,
) -> Tensor<Out, E>
where
    X: Affine<W, B, Out = Out>,
{
    let mut out = Tensor::zeros();
    X::SIZES.forward(x.as_slice(), w.as_slice(), b.as_slice(), out.as_mut_slice());
    out
}

/// The gradients of [`affine_forward`]: the only products of `dout`, `x` and `w` that have the shapes of `x`, `w` and `b`.
///
/// - Shapes: `dout: (N, D)`, `x: (N, M)`, `w: (M, D)` → `dx: (N, M)`, `dw: (M, D)`, `db: (1, D)`. For images `x: (N, C, H, W)`
///   `dx` is `(N, C, H, W)`.
/// - Formula: `dx = dout·wᵀ`, `dw = xᵀ·dout`, `db = Σ_n dout`.
/// - Errors: other shapes do not compile.
/// - Source: CS231n, "Backpropagation, intuitions"; assignment 1 and 2, `affine_backward`.
///
/// ```
/// use shapeful::{AffineGrads, Tensor, affine_backward, axes};
/// axes! { Batch = 2; Pixels = 2; Classes = 1; }
/// let x = Tensor::<(Batch, Pixels)>::from([[1.0, 2.0], [3.0, 4.0]]);
/// let w = Tensor::<(Pixels, Classes)>::from([[1.0], [10.0]]);
/// let dout = Tensor::<(Batch, Classes)>::ones();
/// let AffineGrads { dx, dw, db } = affine_backward(&dout, &x, &w);
/// assert_eq!(dx, [[1.0, 10.0], [1.0, 10.0]]);
/// assert_eq!(dw, [[4.0], [6.0]]);
/// assert_eq!(db, [[2.0]]);
/// ```
pub fn affine_backward<Dout: Shape, X, W: Shape, B: Shape, E: Float>(
    dout: &Array<Dout, E>,
    x: &Array<X, E>,
    w: &Array<W, E>,
) -> AffineGrads<X, W, B, E>
where
    X: AffineBackward<Dout, W, Bias = B>,
{
    let mut grads = AffineGrads { dx: Tensor::zeros(), dw: Tensor::zeros(), db: Tensor::zeros() };
    X::SIZES.backward_input(dout.as_slice(), w.as_slice(), grads.dx.as_mut_slice());
    X::SIZES.backward_params(dout.as_slice(), x.as_slice(), grads.dw.as_mut_slice(), grads.db.as_mut_slice());
    grads
}

/// The sizes of an affine layer: n examples of m inputs and d outputs.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct AffineSizes<N = usize, M = usize, D = usize> {
    pub(crate) n: N,
    pub(crate) m: M,
    pub(crate) d: D,
}
impl AffineSizes {
    pub(crate) const fn of<N: Dim, M: Dim, D: Dim>() -> Self {
        AffineSizes { n: N::SIZE, m: M::SIZE, d: D::SIZE }
    }
}
impl<N: Extent, M: Extent, D: Extent> AffineSizes<N, M, D> {
    /// `out = x·w + b`
    pub(crate) fn forward<E: Float>(self, x: &[E], w: &[E], b: &[E], out: &mut [E]) {
        let AffineSizes { n, m, d } = self;
        Product::<_, _, _, false, false> { n, k: m, m: d }.run(x, w, out, Onto(b));
    }
    /// `out = max(0, x·w + b)`
    pub(crate) fn forward_relu<E: Float>(self, x: &[E], w: &[E], b: &[E], out: &mut [E]) {
        let AffineSizes { n, m, d } = self;
        Product::<_, _, _, false, false> { n, k: m, m: d }.run(x, w, out, Rectified(b));
    }
    /// `out = x·w`
    pub(crate) fn product<E: Float>(self, x: &[E], w: &[E], out: &mut [E]) {
        let AffineSizes { n, m, d } = self;
        Product::<_, _, _, false, false> { n, k: m, m: d }.run(x, w, out, Over);
    }
    /// `dx = dout·wᵀ`
    pub(crate) fn backward_input<E: Float>(self, dout: &[E], w: &[E], dx: &mut [E]) {
        self.backward_input_into(dout, w, dx, Over);
    }
    /// `dx = dout·wᵀ`, or that is added to it.
    pub(crate) fn backward_input_into<E: Float>(self, dout: &[E], w: &[E], dx: &mut [E], write: impl KnownWrite<E>) {
        let AffineSizes { n, m, d } = self;
        Product::<_, _, _, false, true> { n, k: d, m }.run(dout, w, dx, write);
    }
    /// `dw = xᵀ·dout`, `db = Σ_n dout`
    pub(crate) fn backward_params<E: Float>(self, dout: &[E], x: &[E], dw: &mut [E], db: &mut [E]) {
        self.backward_weights(dout, x, dw);
        E::Loops::sum_along(dout, AxisOf { outer: 1, size: self.n.get(), inner: self.d.get() }, db);
    }
    /// `dw = xᵀ·dout`
    pub(crate) fn backward_weights<E: Float>(self, dout: &[E], x: &[E], dw: &mut [E]) {
        let AffineSizes { n, m, d } = self;
        Product::<_, _, _, true, false> { n: m, k: n, m: d }.run(x, dout, dw, Over);
    }
}
