//! What is trained: a loss and its gradient for a batch, and a score for each example.
use crate::dim::Never;
use crate::elem::Float;
use crate::shape::Shape;
use alloc::string::String;

/// A loss of the model `M` on batches `B`: what the [`Trainer`](super::Trainer) makes small, and by what it judges.
///
/// [`SoftmaxLoss`](super::SoftmaxLoss), [`SvmLoss`](super::SvmLoss) and [`MseLoss`](super::MseLoss) are objectives for every chain of
/// layers. A model that is no chain gets its own in a few lines; here it is a layer used twice:
/// ```
/// use shapeful::data::{Dataset, Examples};
/// use shapeful::train::{Objective, Trainer};
/// use shapeful::{Array, Dim, Linear, Sgd, Tensor, affine_backward, affine_forward, axes};
/// axes! { Batch = 2; One = 1; }
/// type Net = Linear<One, One>;
/// /// Half the squared distance of `f(f(x))` from the target.
/// struct Twice;
/// impl<N: Dim> Objective<Net, (Tensor<(N, One)>, Tensor<(N, One)>)> for Twice {
///     const SCORE: &'static str = "minus loss";
///     type Workspace = ();
///     fn loss(&self, net: &mut Net, (x, y): &(Tensor<(N, One)>, Tensor<(N, One)>), _: &mut (), grad: &mut Net) -> f32 {
///         let h = affine_forward(x, &net.w, &net.b);
///         let dout = (affine_forward(&h, &net.w, &net.b) - y) / N::SIZE as f32;
///         let outer = affine_backward(&dout, &h, &net.w);
///         let inner = affine_backward(&outer.dx, x, &net.w);
///         (grad.w, grad.b) = (outer.dw + inner.dw, outer.db + inner.db);
///         0.5 * N::SIZE as f32 * dout.dot(&dout)
///     }
///     fn scores(&self, net: &Net, (x, y): &(Tensor<(N, One)>, Tensor<(N, One)>), _: &mut (), scores: &mut [f32], losses: &mut [f32]) {
///         let out = affine_forward(&affine_forward(x, &net.w, &net.b), &net.w, &net.b) - y;
///         losses.iter_mut().zip(out.as_slice()).for_each(|(loss, distance)| *loss = 0.5 * distance * distance);
///         scores.iter_mut().zip(losses).for_each(|(score, loss)| *score = -*loss);
///     }
/// }
/// // f(f(x)) = 4x + 3 is f(x) = 2x + 1, or f(x) = −2x − 3.
/// let data = Examples::<(One,), (One,)>::new(vec![-1.0, 0.0, 1.0, 2.0], vec![-1.0, 3.0, 7.0, 11.0])?;
/// let net = Net { w: Tensor::ones(), b: Tensor::zeros() };
/// let optimizer = Sgd::new(&net, 0.02);
/// let mut trainer = Trainer::new::<Batch>(net, optimizer, Twice).epochs(200);
/// trainer.train(&data, &data)?;
/// assert!((trainer.model.w[[0, 0]] - 2.0).abs() < 1e-3 && (trainer.model.b[[0, 0]] - 1.0).abs() < 1e-3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no objective for `{M}` on batches `{B}`",
    label = "cannot be trained by this loss on these data",
    note = "SoftmaxLoss and SvmLoss take classes, `Examples<(Pixels,), Classes>`; MseLoss takes real targets, `Examples<(Pixels,), (Joints,)>`",
    note = "a model that is no chain of layers has an objective of its own: `impl<N: Dim> Objective<Net, MyBatch<N>> for MyLoss`",
    note = "lesson S144"
)]
pub trait Objective<M, B, E: Float = f32> {
    /// What the mean of the scores is called: `"accuracy"`.
    const SCORE: &'static str;
    /// What the loss is and how it is set. A file of a training has it, and is not taken up with another loss.
    ///
    /// One of your own has the name of its score unless it says otherwise.
    /// ```
    /// use shapeful::train::{L2, Objective, SoftmaxLoss};
    /// use shapeful::{Labels, Linear, Tensor, axes};
    /// axes! { Batch = 2; Inputs = 1; Classes = 2; }
    /// fn describe<O: Objective<Linear<Inputs, Classes>, (Tensor<(Batch, Inputs)>, Labels<Batch, Classes>)>>(objective: &O) -> String {
    ///     objective.description()
    /// }
    /// assert_eq!(describe(&L2 { loss: SoftmaxLoss, reg: 0.5 }), "SoftmaxLoss + L2 of reg 0.5");
    /// ```
    fn description(&self) -> String {
        String::from(Self::SCORE)
    }
    /// Buffers, made once for each size of batch and used again in every step.
    type Workspace: Default;
    /// The loss of the batch. Its gradient goes into `grad`, of which everything is overwritten.
    ///
    /// After a loss that is infinite or not a number there is no step, so that backward is not needed; without it the model is as it was.
    fn loss(&self, model: &mut M, batch: &B, work: &mut Self::Workspace, grad: &mut M) -> E;
    /// A score and the loss for each example, in their order; more score is better. Each depends on its own example alone: batches that are not full are
    /// filled up with examples whose scores are thrown away, and losses. A mean that is not a number is never the best.
    fn scores(&self, model: &M, batch: &B, work: &mut Self::Workspace, scores: &mut [E], losses: &mut [E]);
}

/// `Self`, the output of a model, is what targets of shape `Target` are compared with.
///
/// ```
/// use shapeful::axes;
/// use shapeful::train::OutputFor;
/// axes! { Batch = 64; Classes = 10; }
/// fn meets<Output: OutputFor<Target>, Target>() {}
/// meets::<(Batch, Classes), (Batch, Classes)>();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: the model gives {Self}, and the targets want {Target}",
    label = "the last layer gives {Self}",
    note = "the last layer has one output for each class, `Linear<Hidden, Classes>`, or the shape of the real targets",
    note = "lesson S143"
)]
pub trait OutputFor<Target>: Shape {}
#[diagnostic::do_not_recommend]
impl<S: Shape> OutputFor<S> for S {}
#[diagnostic::do_not_recommend]
impl<S: Shape> OutputFor<Never> for S {}
