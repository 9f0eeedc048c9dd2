//! What goes around every part of a transformer: `y = norm(x + dropout(f(x)))`.
use super::fields::{debug, fields};
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::key::Key;
use crate::layers::dropout::Dropout;
use crate::layers::layer::Layer;
use crate::layers::mode::{Mode, Train};
use crate::layers::norm::LayerNorm;
use crate::layers::params::{Init, Params};
use crate::layers::same::WaysAdd;
use crate::ops::Keep;
use crate::shape::Shape;

/// A layer with a way around it and a norm behind it: `y = norm(x + dropout(f(x)))`, the post-norm of the first transformers.
///
/// - Shapes: f gives the shape that it takes, `(N, D)` or `(N, T, D)`, and so does the whole.
/// - Errors: a layer that does not lead back to its own shape does not compile.
/// - Source: Vaswani et al. 2017, "Attention is all you need", §3.1 and §5.4.
///
/// Of a layer that gives zeros the norm of x is left:
/// ```
/// use shapeful::{AddNorm, Dropout, Keep, Key, Layer, LayerNorm, Linear, Tensor, axes};
/// axes! { Batch = 1; Model = 2; }
/// let dropout = Dropout::new(Keep::ALL, Key::new(1));
/// let block = AddNorm { layer: Linear::<Model, Model>::zeros(), dropout, norm: LayerNorm::new() };
/// let y = block.predict(&Tensor::<(Batch, Model)>::from([[3.0, 7.0]]));
/// assert!((y[[0, 0]] + 1.0).abs() < 1e-5 && (y[[0, 1]] - 1.0).abs() < 1e-5);
/// ```
#[derive(Clone)]
pub struct AddNorm<F, D: Dim, E: Float = f32> {
    /// What x goes through, and around.
    pub layer: F,
    /// Behind the layer, before the two ways meet.
    pub dropout: Dropout<E>,
    /// Behind the sum.
    pub norm: LayerNorm<D, E>,
}

/// The sum in which the two ways meet.
#[doc(hidden)]
pub struct Sum<Md: Mode, X: Shape, E: Float> {
    /// What the layer gives.
    pub(super) out: Tensor<X, E>,
    sum: Tensor<X, E>,
    mask: Md::Of<Tensor<X, E>>,
    pub(super) dsum: Md::Of<Tensor<X, E>>,
    /// The gradient of what the layer gives.
    pub(super) dout: Md::Of<Tensor<X, E>>,
}
impl<Md: Mode, X: Shape, E: Float> Default for Sum<Md, X, E> {
    fn default() -> Self {
        Sum {
            out: Tensor::zeros(),
            sum: Tensor::zeros(),
            mask: Default::default(),
            dsum: Default::default(),
            dout: Default::default(),
        }
    }
}

impl<F, D: Dim, E: Float> AddNorm<F, D, E> {
    pub(super) fn around<R: rand::Rng + ?Sized>(layer: F, rng: &mut R) -> Self {
        AddNorm { layer, dropout: Dropout::new(Keep::IN_TRANSFORMERS, Key::from_rng(rng)), norm: LayerNorm::new() }
    }
    /// `norm(x + dropout(out))`, once `out` is there.
    pub(super) fn join<Md: Mode, X: Shape>(
        &self,
        x: &Array<X, E>,
        (sum, norm): (&mut Sum<Md, X, E>, &mut <LayerNorm<D, E> as Layer<X, E>>::Cache<Md>),
        y: &mut Array<X, E>,
    ) where
        LayerNorm<D, E>: Layer<X, E, Y = X>,
    {
        self.dropout.forward::<Md>(&sum.out, &mut sum.mask, &mut sum.sum);
        *sum.sum += x;
        self.norm.forward::<Md>(&sum.sum, norm, y);
    }
    /// The gradients of the sum and of what the layer gives, `dsum` and `dout`, and those of the norm's parameters.
    pub(super) fn part<X: Shape>(
        &mut self,
        sum: &mut Sum<Train, X, E>,
        norm: &mut <LayerNorm<D, E> as Layer<X, E>>::Cache<Train>,
        dy: &Array<X, E>,
        grad: &mut Self,
    ) where
        LayerNorm<D, E>: Layer<X, E, Y = X>,
    {
        let Sum { out, sum, mask, dsum, dout } = sum;
        self.norm.backward(sum, norm, dy, Some(&mut *dsum), &mut grad.norm);
        self.dropout.backward(out, mask, dsum, Some(dout), &mut grad.dropout);
    }
}

// Not `do_not_recommend`: it would hide the lesson of the bound. What comes behind the layer is of the layer's `Y`, which is X: if the
// layer does not take X, nothing is said of the rest.
impl<X: WaysAdd<F::Y>, F: Layer<X, E>, D: Dim, E: Float> Layer<X, E> for AddNorm<F, D, E>
where
    LayerNorm<D, E>: Layer<F::Y, E, Y = F::Y>,
{
    type Y = F::Y;
    type Cache<Md: Mode> = (F::Cache<Md>, Sum<Md, F::Y, E>, <LayerNorm<D, E> as Layer<F::Y, E>>::Cache<Md>);
    fn forward<Md: Mode>(&self, x: &Array<X, E>, cache: &mut Self::Cache<Md>, y: &mut Array<F::Y, E>) {
        let (layer, sum, norm) = cache;
        self.layer.forward::<Md>(x, layer, &mut sum.out);
        self.join(X::same(x), (sum, norm), y);
    }
    fn backward(
        &mut self,
        x: &Array<X, E>,
        (layer, sum, norm): &mut Self::Cache<Train>,
        dy: &Array<F::Y, E>,
        mut dx: Option<&mut Array<X, E>>,
        grad: &mut Self,
    ) {
        self.part(sum, norm, dy, grad);
        self.layer.backward(x, layer, &sum.dout, dx.as_deref_mut(), &mut grad.layer);
        if let Some(dx) = dx {
            *X::same_mut(dx) += &sum.dsum;
        }
    }
}

#[diagnostic::do_not_recommend]
impl<F: Params<E>, D: Dim, E: Float> Params<E> for AddNorm<F, D, E> {
    fields! { E: layer: F, dropout: Dropout<E>, norm: LayerNorm<D, E> }
}
debug! { [F: core::fmt::Debug, D: Dim, E: Float] [AddNorm] [AddNorm<F, D, E>] layer dropout norm }
/// Drops a tenth, as the course and PyTorch do in transformers.
impl<F: Init, D: Dim, E: Float> Init for AddNorm<F, D, E> {
    fn init<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
        AddNorm::around(F::init(rng), rng)
    }
}
