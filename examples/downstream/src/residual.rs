//! A way around a layer.
use shapeful::{Array, Float, Layer, Mode, Params, Path, Shape, Tensor, Train, Visit};

/// `y = x + f(x)`.
///
/// - Shapes: `x: X` → `y: X`, if `f` gives the shape that it takes.
/// - Formula: `dx = dy + df(dy)`: the gradient goes both ways. The parameters are those of `f`, with its gradients.
/// - Source: He et al. 2016, "Deep residual learning for image recognition".
///
/// ```
/// use residual_layers::Residual;
/// use shapeful::{Layer, Linear, Tensor, axes};
/// axes! { Batch = 2; Features = 3; }
/// let block = Residual(Linear::<Features, Features>::zeros());
/// assert_eq!(block.predict(&Tensor::<(Batch, Features)>::ones()), [[1.0; 3]; 2]);
/// ```
#[derive(Clone, Debug)]
pub struct Residual<F>(pub F);

/// `Self` is the shape `Y` that a layer gives, and the shape `X` that it takes: what goes around can be added to what comes through.
///
/// ```
/// use residual_layers::Keeps;
/// use shapeful::{Array, axes};
/// axes! { Batch = 2; Features = 3; }
/// fn around<X: Keeps<Y>, Y: shapeful::Shape>(x: &Array<X>) -> &Array<Y> {
///     X::same(x)
/// }
/// let _: &Array<(Batch, Features)> = around(&Array::<(Batch, Features)>::zeros());
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: a residual block takes {Self}, and its layer gives {Y}",
    label = "the input is {Self}",
    note = "y = x + f(x) adds elementwise: f has to give the shape that it takes, X -> X",
    note = "let the last layer inside lead back to the features of x, or leave the block out"
)]
pub trait Keeps<Y: Shape>: Shape {
    /// The same numbers, under the other name of their shape.
    fn same<E: Float>(x: &Array<Self, E>) -> &Array<Y, E>
    where
        Self: Sized;
    /// The same, to be changed.
    fn same_mut<E: Float>(x: &mut Array<Self, E>) -> &mut Array<Y, E>
    where
        Self: Sized;
}
// Without it rustc lists this impl instead of saying the message's notes alone.
#[diagnostic::do_not_recommend]
impl<X: Shape> Keeps<X> for X {
    fn same<E: Float>(x: &Array<X, E>) -> &Array<X, E> {
        x
    }
    fn same_mut<E: Float>(x: &mut Array<X, E>) -> &mut Array<X, E> {
        x
    }
}

impl<F: Params<E>, E: Float> Params<E> for Residual<F> {
    fn walk<const R: usize, const W: usize>(
        read: [&Self; R],
        write: [&mut Self; W],
        path: Path<'_>,
        f: &mut Visit<'_, E, R, W>,
    ) {
        F::walk(read.map(|block| &block.0), write.map(|block| &mut block.0), path, f);
    }
}
impl<X, F, E: Float> Layer<X, E> for Residual<F>
where
    F: Layer<X, E>,
    X: Shape + Keeps<F::Y>,
{
    type Y = X;
    /// What `f` leaves, and a buffer for its part of the sum.
    type Cache<M: Mode> = (F::Cache<M>, M::Of<Tensor<X, E>>);
    fn forward<M: Mode>(&self, x: &Array<X, E>, (inner, _): &mut Self::Cache<M>, y: &mut Array<X, E>) {
        self.0.forward::<M>(x, inner, X::same_mut(y));
        *y += x;
    }
    fn backward(
        &mut self,
        x: &Array<X, E>,
        (inner, dinner): &mut Self::Cache<Train>,
        dy: &Array<X, E>,
        dx: Option<&mut Array<X, E>>,
        grad: &mut Self,
    ) {
        let Some(dx) = dx else { return self.0.backward(x, inner, X::same(dy), None, &mut grad.0) };
        self.0.backward(x, inner, X::same(dy), Some(&mut *dinner), &mut grad.0);
        dx.clone_from(dy);
        *dx += &**dinner;
    }
}
