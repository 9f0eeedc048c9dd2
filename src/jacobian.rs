//! Jacobians: the derivative of every output by every input, as a tensor whose axes are those of the output, then those of the
//! input.
//!
//! For `z = x·W + b` with `x: (D,)` and `W: (D, M)`, every `z_j = Σ_i x_i W_ij + b_j`, so `∂z_j/∂x_i = W_ij`: the Jacobian, with
//! the output's axis first, is `Wᵀ: (M, D)`. Its row `j` is the gradient of `z_j`:
//! ```
//! use shapeful::{Tensor, axes, jacobian, vjp};
//! axes! { D = 3; M = 2; }
//! let w = Tensor::<(D, M), f64>::from([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]);
//! let b = Tensor::<(M,), f64>::from([0.5, -0.5]);
//! let x = Tensor::<(D,), f64>::from([1.0, -1.0, 2.0]);
//!
//! let dz_dx: Tensor<(M, D), f64> = jacobian(|x| x.matmul(&w) + &b, &x);
//! assert!(shapeful::rel_error(&dz_dx, &w.t().to_tensor()) < 1e-9);
//!
//! // Row 1 is the gradient of the second output alone: its dz is (0, 1).
//! let gradient: Tensor<(D,), f64> = vjp(&Tensor::<(M,), f64>::from([0.0, 1.0]), &dz_dx);
//! assert_eq!(gradient, *dz_dx.row(1));
//! ```
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::check::moved;
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::{MatrixRef, gemm};
use crate::shape::Shape;

/// `Self` is the shape of a Jacobian whose outputs are `Y`.
///
/// ```
/// use shapeful::{JacobianOf, Tensor, axes};
/// axes! { D = 3; M = 2; }
/// let dx: Tensor<(D,)> = Tensor::<<(M, D) as JacobianOf<(M,)>>::Inputs>::zeros();
/// ```
/// The gradient of the inputs is not one of the outputs:
/// ```compile_fail,E0277
/// # use shapeful::{Tensor, axes, vjp};
/// # axes! { D = 3; M = 2; }
/// let j = Tensor::<(M, D)>::ones();
/// let dx = vjp(&Tensor::<(D,)>::ones(), &j);
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: {Self} is not a Jacobian of outputs {Y}",
    label = "the gradient of the outputs is {Y}",
    note = "a Jacobian (Y..., X...) has the axes of the outputs first: dx = vjp(dy, J) takes dy of the outputs' shape",
    note = "lesson S80"
)]
pub trait JacobianOf<Y>: Shape {
    /// The shape of the inputs.
    type Inputs: Shape;
}
/// `Self` is the shape of a Jacobian whose inputs are `X`.
///
/// ```
/// use shapeful::{JacobianBy, Tensor, axes};
/// axes! { D = 3; M = 2; }
/// let dy: Tensor<(M,)> = Tensor::<<(M, D) as JacobianBy<(D,)>>::Outputs>::zeros();
/// ```
/// A change of the outputs is not one of the inputs:
/// ```compile_fail,E0277
/// # use shapeful::{Tensor, axes, jvp};
/// # axes! { D = 3; M = 2; }
/// let j = Tensor::<(M, D)>::ones();
/// let dy = jvp(&j, &Tensor::<(M,)>::ones());
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: {Self} is not a Jacobian by inputs {X}",
    label = "the change of the inputs is {X}",
    note = "a Jacobian (Y..., X...) has the axes of the inputs last: dy = jvp(J, dx) takes dx of the inputs' shape",
    note = "lesson S81"
)]
pub trait JacobianBy<X>: Shape {
    /// The shape of the outputs.
    type Outputs: Shape;
}
/// The axes of the outputs `Self`, then those of the inputs `X`: the shape of their Jacobian.
///
/// ```
/// use shapeful::{Join, Tensor, axes};
/// axes! { Batch = 4; D = 3; M = 2; }
/// let j: Tensor<(Batch, M, Batch, D)> = Tensor::<<(Batch, M) as Join<(Batch, D)>>::Out>::zeros();
/// ```
/// Four axes and three are more than a shape has:
/// ```compile_fail,E0277
/// # use shapeful::{Join, dim};
/// fn joins<Y: Join<X>, X>() {}
/// joins::<(dim!(1), dim!(1), dim!(1), dim!(1)), (dim!(1), dim!(1), dim!(1))>();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: outputs {Self} and inputs {X} have no Jacobian here: together they have more than six axes",
    label = "the inputs are {X}",
    note = "the Jacobian of (M,) by (N,) is (M, N); it has the axes of both",
    note = "lesson S82"
)]
pub trait Join<X>: Shape {
    /// The shape of the Jacobian.
    type Out: JacobianOf<Self, Inputs = X> + JacobianBy<X, Outputs = Self>;
}

macro_rules! join { ($($y:tt: $(($($x:ident)*))*;)*) => {
    $(join! { @row $y $(($($x)*))* })*
};
(@row $y:tt $first:tt $($x:tt)*) => {
    join! { @one $y $first }
    join! { @row $y $($x)* }
};
(@row $y:tt) => {};
(@one ($($y:ident)*) ($($x:ident)*)) => {
    #[diagnostic::do_not_recommend]
    impl<$($y: Dim,)* $($x: Dim),*> Join<($($x,)*)> for ($($y,)*) {
        type Out = ($($y,)* $($x,)*);
    }
    #[diagnostic::do_not_recommend]
    impl<$($y: Dim,)* $($x: Dim),*> JacobianOf<($($y,)*)> for ($($y,)* $($x,)*) {
        type Inputs = ($($x,)*);
    }
    #[diagnostic::do_not_recommend]
    impl<$($y: Dim,)* $($x: Dim),*> JacobianBy<($($x,)*)> for ($($y,)* $($x,)*) {
        type Outputs = ($($y,)*);
    }
} }
join! {
    (): () (P) (P Q) (P Q R) (P Q R T) (P Q R T U) (P Q R T U V);
    (A): () (P) (P Q) (P Q R) (P Q R T) (P Q R T U);
    (A B): () (P) (P Q) (P Q R) (P Q R T);
    (A B C): () (P) (P Q) (P Q R);
    (A B C D): () (P) (P Q);
    (A B C D F): () (P);
    (A B C D F G): ();
}

/// The Jacobian of a function at `x`, by central differences in f64.
///
/// - Shapes: `f: X → Y` → `(Y…, X…)`; `(M, N)` for `f: (N,) → (M,)`.
/// - Exactness: the step is 1e-6; about nine digits agree where `f` is smooth.
///
/// ```
/// use shapeful::{Tensor, dim, jacobian};
/// let x = Tensor::<(dim!(2),), f64>::from([1.0, 2.0]);
/// let squares = jacobian(|x| x.powi(2), &x);
/// assert!((squares[[1, 1]] - 4.0).abs() < 1e-8 && squares[[1, 0]] == 0.0);
/// ```
pub fn jacobian<X: Shape, Y: Join<X>>(
    mut f: impl FnMut(&Array<X, f64>) -> Tensor<Y, f64>,
    x: &Array<X, f64>,
) -> Tensor<Y::Out, f64> {
    const STEP: f64 = 1e-6;
    let (mut x, mut j) = (x.to_tensor(), Tensor::zeros());
    for i in 0..X::LEN {
        let (above, below) = (moved(&mut x, i, STEP, &mut f), moved(&mut x, i, -STEP, &mut f));
        let column = j.as_mut_slice().iter_mut().skip(i).step_by(X::LEN);
        for ((d, above), below) in column.zip(above.as_slice()).zip(below.as_slice()) {
            *d = (above - below) / (2.0 * STEP);
        }
    }
    j
}

/// The Jacobian that a backward function stands for, exactly: backward takes `dy` to `dyᵀ·J`, so a `dy` with a single 1 brings
/// out one row.
///
/// - Shapes: backward `Y → X` → `(Y…, X…)`.
///
/// ```
/// use shapeful::{Tensor, dim, jacobian_of_backward, ops::tanh_backward};
/// let y = Tensor::<(dim!(2),)>::from([0.0, 0.5]);
/// let j: Tensor<(dim!(2), dim!(2))> = jacobian_of_backward(|dy| tanh_backward(dy, &y));
/// assert_eq!(j, [[1.0, 0.0], [0.0, 0.75]]);
/// ```
pub fn jacobian_of_backward<X: Shape, Y: Join<X>, E: Float>(
    mut backward: impl FnMut(&Array<Y, E>) -> Tensor<X, E>,
) -> Tensor<Y::Out, E> {
    let (mut dy, mut j) = (Tensor::<Y, E>::zeros(), Tensor::zeros());
    for (i, row) in j.as_mut_slice().chunks_exact_mut(X::LEN.max(1)).enumerate() {
        dy.as_mut_slice()[i] = E::ONE;
        row.copy_from_slice(backward(&dy).as_slice());
        dy.as_mut_slice()[i] = E::ZERO;
    }
    j
}

/// The vector-Jacobian product `dx = dyᵀ·J`: what backward computes without ever making `J`.
///
/// - Shapes: `dy: Y`, `j: (Y…, X…)` → `dx: X`.
///
/// ```
/// use shapeful::{Tensor, axes, vjp};
/// axes! { X = 2; Y = 2; }
/// let j = Tensor::<(Y, X)>::from([[1.0, 2.0], [3.0, 4.0]]);
/// let dx: Tensor<(X,)> = vjp(&Tensor::<(Y,)>::from([1.0, 10.0]), &j);
/// assert_eq!(dx, [31.0, 42.0]);
/// ```
pub fn vjp<Y: Shape, J, X: Shape, E: Float>(dy: &Array<Y, E>, j: &Array<J, E>) -> Tensor<X, E>
where
    J: JacobianOf<Y, Inputs = X>,
{
    let mut dx = Tensor::zeros();
    let (y, x) = (Y::LEN, X::LEN);
    gemm(MatrixRef::row_major(dy.as_slice(), 1, y), MatrixRef::row_major(j.as_slice(), y, x), dx.as_mut_slice());
    dx
}

/// The Jacobian-vector product `dy = J·dx`: how the outputs change when the inputs do.
///
/// - Shapes: `j: (Y…, X…)`, `dx: X` → `dy: Y`.
///
/// ```
/// use shapeful::{Tensor, axes, jvp};
/// axes! { X = 2; Y = 2; }
/// let j = Tensor::<(Y, X)>::from([[1.0, 2.0], [3.0, 4.0]]);
/// let dy: Tensor<(Y,)> = jvp(&j, &Tensor::<(X,)>::from([1.0, 10.0]));
/// assert_eq!(dy, [21.0, 43.0]);
/// ```
pub fn jvp<X: Shape, J, Y: Shape, E: Float>(j: &Array<J, E>, dx: &Array<X, E>) -> Tensor<Y, E>
where
    J: JacobianBy<X, Outputs = Y>,
{
    let mut dy = Tensor::zeros();
    let (y, x) = (Y::LEN, X::LEN);
    gemm(MatrixRef::row_major(j.as_slice(), y, x), MatrixRef::row_major(dx.as_slice(), x, 1), dy.as_mut_slice());
    dy
}
