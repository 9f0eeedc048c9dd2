//! Products: matrix · matrix, matrix · vector, vector · matrix, and batches of matrices; every transpose through the view `.t()`.
use crate::array::Array;
#[cfg(feature = "alloc")]
use crate::array::Tensor;
use crate::dim::{Dim, Never};
use crate::elem::{Element, Float};
use crate::kernel::{Over, Product, Size, known};
use crate::ops::transpose::Transposed;
use crate::shape::Shape;
use core::marker::PhantomData;

/// `Self · Rhs` is a product of matrices, or of a matrix and a vector. Whether the inner axes agree is for [`Meets`] to say.
///
/// ```
/// use shapeful::{MatMul, Tensor, axes};
/// axes! { Batch = 64; Pixels = 784; Classes = 10; }
/// let scores: Tensor<(Batch, Classes)> = Tensor::<<(Batch, Pixels) as MatMul<(Pixels, Classes)>>::Product>::zeros();
/// let score: Tensor<(Batch,)> = Tensor::<<(Batch, Pixels) as MatMul<(Pixels,)>>::Product>::zeros();
/// ```
/// Two vectors have no matrix product:
/// ```compile_fail,E0277
/// # use shapeful::{Tensor, axes};
/// # axes! { Pixels = 784; }
/// let x = Tensor::<(Pixels,)>::ones();
/// let y = x.matmul(&x);
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: there is no matrix product of {Self} and {Rhs}",
    label = "this factor is {Rhs}",
    note = "(N, K) . (K, M) -> (N, M);  (N, K) . (K,) -> (N,);  (K,) . (K, M) -> (M,);  (B, N, K) . (B, K, M) -> (B, N, M)",
    note = "of two vectors: `x.dot(&y)` is a number, `x.outer(&y)` a matrix",
    note = "lesson S34"
)]
pub trait MatMul<Rhs>: Shape {
    /// The shape of the product, if the inner axes agree.
    type Product: Shape;
    /// The last axis of the left factor.
    type Columns;
    /// The axis of the right factor that it has to be.
    type Rows;
    /// There are `BATCH` products of `N`×`K` by `K`×`M`.
    #[doc(hidden)]
    const SIZES: Sizes;
}
/// The sizes of `batch` products of n×k by k×m.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct Sizes {
    batch: usize,
    n: usize,
    k: usize,
    m: usize,
}

/// In the product `Self · Right`, the columns of the left factor are the rows of the right one.
///
/// ```
/// use shapeful::{MatMul, Meets, axes};
/// axes! { Batch = 64; Pixels = 784; Classes = 10; }
/// fn multiplies<L: MatMul<R> + Meets<R, L::Columns, L::Rows>, R>() {}
/// multiplies::<(Batch, Pixels), (Pixels, Classes)>();
/// ```
/// The last axis of the left factor is not the first of the right one:
/// ```compile_fail,E0277
/// # use shapeful::{MatMul, Meets, axes};
/// # axes! { Batch = 64; Pixels = 784; Classes = 10; }
/// # fn multiplies<L: MatMul<R> + Meets<R, L::Columns, L::Rows>, R>() {}
/// multiplies::<(Batch, Pixels), (Classes, Pixels)>();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: cannot multiply {Self} by {Right}, because {Columns} is not {Rows}",
    label = "this factor is {Right}",
    note = "(N, K) . (K, M) -> (N, M): transpose the factor that does not fit, `a.t().matmul(&b)` or `a.matmul(b.t())`; lesson S33"
)]
pub trait Meets<Right, Columns, Rows>: Shape {
    /// The shape of the product.
    type Out: Shape;
}
#[diagnostic::do_not_recommend]
impl<Left: MatMul<Right>, Right, K: Dim> Meets<Right, K, K> for Left {
    type Out = Left::Product;
}
// With one impl alone rustc would infer that the axes are the same, and say less.
#[diagnostic::do_not_recommend]
impl<Left: Shape, Right, K: Dim> Meets<Right, K, Never> for Left {
    type Out = Left;
}

macro_rules! products { ($(($($axis:ident)*) $left:ty, $right:ty => $out:ty: $columns:ty, $rows:ty;
    $batch:expr, $n:expr, $m:expr;)*) => { $(
    #[diagnostic::do_not_recommend]
    impl<$($axis: Dim),*> MatMul<$right> for $left {
        type Product = $out;
        type Columns = $columns;
        type Rows = $rows;
        const SIZES: Sizes = Sizes { batch: $batch, n: $n, k: <$columns>::SIZE, m: $m };
    }
)* } }
products! {
    (N K L M) (N, K), (L, M) => (N, M): K, L;
        1, N::SIZE, M::SIZE;
    (N K L) (N, K), (L,) => (N,): K, L;
        1, N::SIZE, 1;
    (K L M) (K,), (L, M) => (M,): K, L;
        1, 1, M::SIZE;
    (B N K L M) (B, N, K), (B, L, M) => (B, N, M): K, L;
        B::SIZE, N::SIZE, M::SIZE;
    (B H N K L M) (B, H, N, K), (B, H, L, M) => (B, H, N, M): K, L;
        B::SIZE * H::SIZE, N::SIZE, M::SIZE;
}

// Without this rustc would infer the only shape that a left factor of its rank multiplies, and complain of that.
#[diagnostic::do_not_recommend]
impl<S: Shape> MatMul<Never> for S {
    type Product = S;
    type Columns = Never;
    type Rows = Never;
    const SIZES: Sizes = Sizes { batch: 0, n: 0, k: 0, m: 0 };
}

/// What can stand in a product: a matrix by reference, or the view of its transpose.
///
/// ```
/// use shapeful::{Factor, ShapeName, Tensor, axes};
/// axes! { Pixels = 3; Classes = 2; }
/// fn shape<F: Factor<f32>>(_: F) -> String {
///     ShapeName::of::<F::Shape>().to_string()
/// }
/// let w = Tensor::<(Pixels, Classes)>::ones();
/// assert_eq!(shape(&w), "(Pixels = 3, Classes = 2)");
/// assert_eq!(shape(w.t()), "(Classes = 2, Pixels = 3)");
/// ```
/// A matrix is borrowed, not given away:
/// ```compile_fail,E0277
/// # use shapeful::{Tensor, axes};
/// # axes! { Batch = 2; Pixels = 3; Classes = 2; }
/// # let (x, w) = (Tensor::<(Batch, Pixels)>::ones(), Tensor::<(Pixels, Classes)>::ones());
/// let scores = x.matmul(w);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a factor in a product of {E}: factors are borrowed, and hold the same float type",
    label = "not a factor that holds {E}",
    note = "a factor is borrowed, `&w`, or the view of a transpose, `w.t()`",
    note = "nothing is converted silently: `w.map(f64::from)` makes f64 of f32, and `x.map(f32::from)` makes f32 of bytes",
    note = "lesson S36"
)]
pub trait Factor<E: Element>: Copy {
    /// Its shape, as the product sees it.
    type Shape: Shape;
    /// `out = left · self`, for which the elements have to be floats; the matrices of `left` may lie transposed.
    #[doc(hidden)]
    fn multiply<Left: MatMul<Self::Shape>, const LEFT_T: bool>(self, left: &[E], out: &mut [E]);
}
impl<S: Shape, E: Float> Factor<E> for &Array<S, E> {
    type Shape = S;
    #[inline]
    fn multiply<Left: MatMul<S>, const LEFT_T: bool>(self, left: &[E], out: &mut [E]) {
        product::<Left, S, E, LEFT_T, false>(left, self.as_slice(), out);
    }
}
#[cfg(feature = "alloc")]
impl<S: Shape, E: Float> Factor<E> for &Tensor<S, E> {
    type Shape = S;
    #[inline]
    fn multiply<Left: MatMul<S>, const LEFT_T: bool>(self, left: &[E], out: &mut [E]) {
        product::<Left, S, E, LEFT_T, false>(left, self.as_slice(), out);
    }
}
impl<S: Shape, E: Float> Factor<E> for Transposed<'_, S, E> {
    type Shape = S;
    #[inline]
    fn multiply<Left: MatMul<S>, const LEFT_T: bool>(self, left: &[E], out: &mut [E]) {
        product::<Left, S, E, LEFT_T, true>(left, self.elements, out);
    }
}

impl<S: Shape, E: Element> Array<S, E> {
    /// The matrix product with `rhs`, which is `&w` or `w.t()`.
    ///
    /// - Shapes: `(N, K) · (K, M) → (N, M)`; `(N, K) · (K,) → (N,)`; `(K,) · (K, M) → (M,)`; and `(B, N, K) · (B, K, M) → (B, N, M)`,
    ///   with one or two batch axes.
    /// - Errors: inner axes that are not the same axis do not compile, whatever their sizes.
    ///
    /// The gradients of `scores = x · w` are the only products that have the shapes of `x` and of `w`:
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Batch = 2; Pixels = 3; Classes = 2; }
    /// let x = Tensor::<(Batch, Pixels)>::from([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    /// let w = Tensor::<(Pixels, Classes)>::from([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]);
    /// let scores: Tensor<(Batch, Classes)> = x.matmul(&w);
    /// assert_eq!(scores, [[1.0, 2.0], [4.0, 5.0]]);
    /// let dscores = Tensor::<(Batch, Classes)>::ones();
    /// let dx: Tensor<(Batch, Pixels)> = dscores.matmul(w.t());
    /// let dw: Tensor<(Pixels, Classes)> = x.t().matmul(&dscores);
    /// assert_eq!(dw, [[5.0, 5.0], [7.0, 7.0], [9.0, 9.0]]);
    /// ```
    #[cfg(feature = "alloc")]
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn matmul<F: Factor<E>, Out: Shape>(&self, rhs: F) -> Tensor<Out, E> where S: MatMul<F::Shape> + Meets<F::Shape, S::Columns, S::Rows, Out = Out> {
        let mut out = Tensor::zeros();
        rhs.multiply::<S, false>(self.as_slice(), out.as_mut_slice());
        out
    }
    /// The matrix product with `rhs`, into an array that is there already.
    ///
    /// ```
    /// use shapeful::{Array, axes};
    /// axes! { Row = 1; Inner = 2; Column = 1; }
    /// let a = Array::<(Row, Inner)>::from([[1.0, 2.0]]);
    /// let b = Array::<(Inner, Column)>::from([[3.0], [4.0]]);
    /// let mut c = Array::<(Row, Column)>::zeros();
    /// a.matmul_into(&b, &mut c);
    /// assert_eq!(c[[0, 0]], 11.0);
    /// ```
    pub fn matmul_into<F: Factor<E>, Out: Shape>(&self, rhs: F, out: &mut Array<Out, E>)
    where
        S: MatMul<F::Shape> + Meets<F::Shape, S::Columns, S::Rows, Out = Out>,
    {
        rhs.multiply::<S, false>(self.as_slice(), out.as_mut_slice());
    }
}
impl<S: Shape, E: Element> Transposed<'_, S, E> {
    /// The matrix product with `rhs`; see [`Array::matmul`].
    ///
    /// ```
    /// use shapeful::{Tensor, axes};
    /// axes! { Batch = 2; Pixels = 2; Classes = 1; }
    /// let x = Tensor::<(Batch, Pixels)>::from([[1.0, 2.0], [3.0, 4.0]]);
    /// let dscores = Tensor::<(Batch, Classes)>::ones();
    /// let dw: Tensor<(Pixels, Classes)> = x.t().matmul(&dscores);
    /// assert_eq!(dw, [[4.0], [6.0]]);
    /// ```
    #[cfg(feature = "alloc")]
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn matmul<F: Factor<E>, Out: Shape>(&self, rhs: F) -> Tensor<Out, E> where S: MatMul<F::Shape> + Meets<F::Shape, S::Columns, S::Rows, Out = Out> {
        let mut out = Tensor::zeros();
        rhs.multiply::<S, true>(self.elements, out.as_mut_slice());
        out
    }
    /// The matrix product with `rhs`, into an array that is there already; see [`Array::matmul_into`].
    ///
    /// ```
    /// use shapeful::{Array, axes};
    /// axes! { Batch = 2; Pixels = 2; Classes = 1; }
    /// let x = Array::<(Batch, Pixels)>::from([[1.0, 2.0], [3.0, 4.0]]);
    /// let mut dw = Array::<(Pixels, Classes)>::zeros();
    /// x.t().matmul_into(&Array::<(Batch, Classes)>::ones(), &mut dw);
    /// assert_eq!(dw, [[4.0], [6.0]]);
    /// ```
    pub fn matmul_into<F: Factor<E>, Out: Shape>(&self, rhs: F, out: &mut Array<Out, E>)
    where
        S: MatMul<F::Shape> + Meets<F::Shape, S::Columns, S::Rows, Out = Out>,
    {
        rhs.multiply::<S, true>(self.elements, out.as_mut_slice());
    }
}

#[inline]
fn product<Left: MatMul<Right>, Right, E: Float, const LEFT_T: bool, const RIGHT_T: bool>(
    left: &[E],
    right: &[E],
    out: &mut [E],
) {
    let Sizes { batch, n, k, m } = Left::SIZES;
    let one = Product::<_, _, _, LEFT_T, RIGHT_T> {
        n: known::<OfRows<Left, Right>>(),
        k: known::<OfInner<Left, Right>>(),
        m: known::<OfColumns<Left, Right>>(),
    };
    for i in 0..batch {
        one.run(&left[i * n * k..][..n * k], &right[i * k * m..][..k * m], &mut out[i * n * m..][..n * m], Over);
    }
}
macro_rules! sizes { ($($(#[$doc:meta])* $name:ident = $size:ident;)*) => { $(
    $(#[$doc])*
    struct $name<Left, Right>(PhantomData<(Left, Right)>);
    impl<Left: MatMul<Right>, Right> Size for $name<Left, Right> {
        const SIZE: usize = Left::SIZES.$size;
    }
)* } }
sizes! {
    /// The rows of the product.
    OfRows = n;
    /// The axis that is summed over.
    OfInner = k;
    /// The columns of the product.
    OfColumns = m;
}

/// The gradients of `y = a · b`: `da = dy · bᵀ`, `db = aᵀ · dy`.
///
/// - Shapes: `dy: (N, M)`, `a: (N, K)`, `b: (K, M)` → `(da: (N, K), db: (K, M))`.
///
/// ```
/// use shapeful::{Tensor, axes, ops::matmul_backward};
/// axes! { N = 1; K = 2; M = 1; }
/// let (a, b) = (Tensor::<(N, K)>::from([[1.0, 2.0]]), Tensor::<(K, M)>::from([[3.0], [4.0]]));
/// let (da, db) = matmul_backward(&Tensor::ones(), &a, &b);
/// assert_eq!(da, [[3.0, 4.0]]);
/// assert_eq!(db, [[1.0], [2.0]]);
/// ```
#[cfg(feature = "alloc")]
pub fn matmul_backward<N: Dim, K: Dim, M: Dim, E: Float>(
    dy: &Array<(N, M), E>,
    a: &Array<(N, K), E>,
    b: &Array<(K, M), E>,
) -> (Tensor<(N, K), E>, Tensor<(K, M), E>) {
    (dy.matmul(b.t()), a.t().matmul(dy))
}
