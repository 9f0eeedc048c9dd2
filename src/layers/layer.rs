//! What a layer is.
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::layers::chain::Joined;
use crate::layers::mode::{Eval, Mode, Train};
use crate::layers::params::Params;
use crate::shape::Shape;

/// A function with parameters, for inputs of shape `X`: forward, and backward.
///
/// Everything is written into buffers whose types are known, so a training step allocates nothing. The batch is part of `X`,
/// not of the layer: one layer serves batches of any size.
///
/// A layer of your own is its formula, twice:
/// ```
/// use shapeful::{Array, Float, Layer, Mode, Params, Shape};
/// /// `y = x²`; `dx = 2x·dy`. It has no parameters.
/// #[derive(Clone)]
/// struct Square;
/// impl<E: Float> Params<E> for Square {}
/// impl<X: Shape, E: Float> Layer<X, E> for Square {
///     type Y = X;
///     type Cache<M: Mode> = ();
///     fn forward<M: Mode>(&self, x: &Array<X, E>, _: &mut (), y: &mut Array<X, E>) {
///         x.map_into(y, |x| x * x);
///     }
///     fn backward(&mut self, x: &Array<X, E>, _: &mut (), dy: &Array<X, E>, dx: Option<&mut Array<X, E>>, _: &mut Self) {
///         if let Some(dx) = dx {
///             x.zip_map_into(dy, dx, |x, dy| (x + x) * dy);
///         }
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: layer `{Self}` cannot take {X}",
    label = "the input is {X}",
    note = "each layer takes what the layer before it gives: Linear<M, D> takes (N, M) and gives (N, D)",
    note = "lesson S73"
)]
pub trait Layer<X: Shape, E: Float = f32>: Params<E> {
    /// The shape of the output.
    type Y: Shape;
    /// What forward leaves for backward, besides `x` itself, and the buffers that either needs. In [`Eval`] nothing is left.
    type Cache<M: Mode>: Default;
    /// `y = f(x)`, the same every time: a layer changes in `backward` alone.
    ///
    /// The mode is named: in [`Train`] dropout drops and batch norm looks at its batch, in [`Eval`] neither does.
    ///
    /// ```
    /// use shapeful::{Layer, Linear, Tensor, Train, axes};
    /// axes! { Batch = 2; Pixels = 3; Classes = 1; }
    /// let layer = Linear::<Pixels, Classes> { w: Tensor::ones(), b: Tensor::full(0.5) };
    /// let mut scores = Tensor::<(Batch, Classes)>::zeros();
    /// layer.forward::<Train>(&Tensor::<(Batch, Pixels)>::ones(), &mut (), &mut scores);
    /// assert_eq!(scores, [[3.5], [3.5]]);
    /// ```
    fn forward<M: Mode>(&self, x: &Array<X, E>, cache: &mut Self::Cache<M>, y: &mut Array<Self::Y, E>);
    /// `dx` and the gradient of every parameter, from `dy` and what went forward. Overwrites `dx` and `grad`.
    ///
    /// The first layer of a network is not asked for `dx`: `None`. What a layer remembers of its batches, such as the running
    /// statistics of batch norm, moves on here, once for each training step.
    ///
    /// ```
    /// use shapeful::{Layer, Linear, Params, Tensor, axes};
    /// axes! { Batch = 2; Pixels = 1; Classes = 1; }
    /// let mut layer = Linear::<Pixels, Classes> { w: Tensor::full(5.0), b: Tensor::zeros() };
    /// let (x, dy) = (Tensor::<(Batch, Pixels)>::full(3.0), Tensor::<(Batch, Classes)>::ones());
    /// let (mut dx, mut grad) = (Tensor::zeros(), layer.zeros_like());
    /// layer.backward(&x, &mut (), &dy, Some(&mut dx), &mut grad);
    /// assert_eq!(dx, [[5.0], [5.0]]);
    /// assert_eq!(grad.w, [[6.0]]);
    /// assert_eq!(grad.b, [[2.0]]);
    /// ```
    fn backward(
        &mut self,
        x: &Array<X, E>,
        cache: &mut Self::Cache<Train>,
        dy: &Array<Self::Y, E>,
        dx: Option<&mut Array<X, E>>,
        grad: &mut Self,
    );
    /// How a network lets this layer join the one before it.
    #[doc(hidden)]
    const JOINED: Option<Joined<X, Self::Y, E>> = None;
    /// `y = max(0, f(x))`, which is what the ReLU behind this layer gives.
    #[doc(hidden)]
    fn forward_relu<M: Mode>(&self, x: &Array<X, E>, cache: &mut Self::Cache<M>, y: &mut Array<Self::Y, E>) {
        self.forward(x, cache, y);
        E::Loops::relu_in_place(y.as_mut_slice());
    }
    /// [`backward`](Self::backward) where a ReLU gave `x`, and `dx` is the gradient of what went into that: 0 where `x` is not above 0.
    #[doc(hidden)]
    fn backward_to_relu(
        &mut self,
        x: &Array<X, E>,
        cache: &mut Self::Cache<Train>,
        dy: &Array<Self::Y, E>,
        dx: &mut Array<X, E>,
        grad: &mut Self,
    ) {
        self.backward(x, cache, dy, Some(dx), grad);
        E::Loops::relu_backward_in_place(x.as_slice(), dx.as_mut_slice());
    }
    /// `f(x)` of a model in use, in a tensor of its own.
    ///
    /// ```
    /// use shapeful::{Layer, Relu, Tensor, dim};
    /// assert_eq!(Relu.predict(&Tensor::<(dim!(2),)>::from([-1.0, 2.0])), [0.0, 2.0]);
    /// ```
    fn predict(&self, x: &Array<X, E>) -> Tensor<Self::Y, E> {
        let mut y = Tensor::zeros();
        self.forward::<Eval>(x, &mut Self::Cache::default(), &mut y);
        y
    }
}
