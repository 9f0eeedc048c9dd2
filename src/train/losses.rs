//! The losses that train every chain of layers.
use super::objective::{Objective, OutputFor};
use crate::array::{Array, Tensor};
use crate::dim::{Dim, Never};
use crate::elem::Float;
use crate::kernel::reduce;
use crate::labels::Labels;
use crate::layers::{Eval, Layer, Train};
use crate::loss::{Reduction, mse_loss_into, softmax_loss_into, svm_loss_into};
use crate::shape::Shape;
use alloc::string::String;

/// Softmax cross-entropy, for classes; the score is the accuracy, and not a number if the model's greatest output is infinite or not a
/// number. See [`softmax_loss`](crate::softmax_loss).
///
/// ```
/// use shapeful::data::Examples;
/// use shapeful::train::{SoftmaxLoss, Trainer};
/// use shapeful::{Linear, Sgd, axes};
/// axes! { Batch = 2; Inputs = 1; Classes = 2; }
/// let data = Examples::<(Inputs,), Classes>::new(vec![-1.0, 1.0], vec![0, 1])?;
/// let net = Linear::<Inputs, Classes>::zeros();
/// let optimizer = Sgd::new(&net, 1.0);
/// let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).epochs(3);
/// trainer.train(&data, &data)?;
/// assert_eq!(trainer.history.loss[0], 2.0_f32.ln());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct SoftmaxLoss;

/// The multiclass hinge loss, for classes; the score is that of [`SoftmaxLoss`]. See [`svm_loss`](crate::svm_loss).
///
/// ```
/// use shapeful::data::Examples;
/// use shapeful::train::{SvmLoss, Trainer};
/// use shapeful::{Linear, Sgd, axes};
/// axes! { Batch = 2; Inputs = 1; Classes = 2; }
/// let data = Examples::<(Inputs,), Classes>::new(vec![-1.0, 1.0], vec![0, 1])?;
/// let net = Linear::<Inputs, Classes>::zeros();
/// let optimizer = Sgd::new(&net, 1.0);
/// let mut trainer = Trainer::new::<Batch>(net, optimizer, SvmLoss).epochs(3);
/// trainer.train(&data, &data)?;
/// assert_eq!(trainer.history.loss, [1.0, 0.0, 0.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct SvmLoss;

/// The mean squared error, for real targets; the score of an example is minus its own.
///
/// - Shapes: output and targets `Y` → one number.
/// - Formula: `L = mean (y − t)²` over all numbers of the batch: [`mse_loss`](crate::mse_loss) with [`Reduction::Mean`].
///
/// ```
/// use shapeful::data::Examples;
/// use shapeful::train::{MseLoss, Trainer};
/// use shapeful::{Linear, Sgd, axes};
/// axes! { Batch = 4; Inputs = 1; Outputs = 1; }
/// // y = 3x + 1
/// let data = Examples::<(Inputs,), (Outputs,)>::new(vec![-1.0, 0.0, 1.0, 2.0], vec![-2.0, 1.0, 4.0, 7.0])?;
/// let net = Linear::<Inputs, Outputs>::zeros();
/// let optimizer = Sgd::new(&net, 0.1);
/// let mut trainer = Trainer::new::<Batch>(net, optimizer, MseLoss).epochs(200);
/// trainer.train(&data, &data)?;
/// assert!((trainer.model.w[[0, 0]] - 3.0).abs() < 1e-3 && (trainer.model.b[[0, 0]] - 1.0).abs() < 1e-3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct MseLoss;

/// The buffers of a chain of layers.
pub struct ChainWork<L: Layer<X, E>, X: Shape, Target: Shape, E: Float> {
    // Made when they are needed first: evaluation has no use for what is kept for backward.
    train: Option<(L::Cache<Train>, Tensor<Target, E>)>,
    eval: Option<L::Cache<Eval>>,
    y: Tensor<L::Y, E>,
}
impl<L: Layer<X, E>, X: Shape, Target: Shape, E: Float> Default for ChainWork<L, X, Target, E> {
    fn default() -> Self {
        ChainWork { train: None, eval: None, y: Tensor::zeros() }
    }
}
impl<L: Layer<X, E, Y: OutputFor<Target>>, X: Shape, Target: Shape, E: Float> ChainWork<L, X, Target, E> {
    /// Forward, the loss, and backward.
    fn train(
        &mut self,
        model: &mut L,
        x: &Array<X, E>,
        loss: impl FnOnce(&Array<Target, E>, &mut Array<Target, E>) -> E,
        grad: &mut L,
    ) -> E {
        let (cache, dy) = self.train.get_or_insert_with(Default::default);
        model.forward::<Train>(x, cache, &mut self.y);
        let loss = loss(self.y.reinterpret(), dy);
        // Nothing is learned from a loss that is no number, by the layers' running statistics neither.
        if loss.to_f64().is_finite() {
            model.backward(x, cache, dy.reinterpret(), None, grad);
        }
        loss
    }
    fn predict(&mut self, model: &L, x: &Array<X, E>) -> &Array<Target, E> {
        model.forward::<Eval>(x, self.eval.get_or_insert_with(Default::default), &mut self.y);
        self.y.reinterpret()
    }
}

// Headers on one line, and not in a macro: rustc quotes them under errors.
#[rustfmt::skip]
impl<L: Layer<X, E, Y: OutputFor<(N, C)>>, X: Shape, N: Dim, C: Dim, E: Float> Objective<L, (Tensor<X, E>, Labels<N, C>), E> for SoftmaxLoss {
    const SCORE: &'static str = "accuracy";
    type Workspace = ChainWork<L, X, (N, C), E>;
    fn description(&self) -> String {
        String::from("SoftmaxLoss")
    }
    fn loss(&self, model: &mut L, (x, labels): &(Tensor<X, E>, Labels<N, C>), work: &mut Self::Workspace, grad: &mut L) -> E {
        work.train(model, x, |y, dy| softmax_loss_into(y, labels, dy), grad)
    }
    fn scores(&self, model: &L, (x, labels): &(Tensor<X, E>, Labels<N, C>), work: &mut Self::Workspace, scores: &mut [E], losses: &mut [E]) {
        let y = work.predict(model, x);
        are_right(y, labels, scores);
        for ((loss, y), truth) in losses.iter_mut().zip(y.rows()).zip(labels.iter()) {
            let (y, greatest) = (y.as_slice(), reduce::fold(y.as_slice(), -E::INFINITY, E::greater));
            *loss = reduce::sum(y, |y| (y - greatest).exp()).ln() + (greatest - y[truth]);
        }
    }
}
#[rustfmt::skip]
impl<L: Layer<X, E, Y: OutputFor<(N, C)>>, X: Shape, N: Dim, C: Dim, E: Float> Objective<L, (Tensor<X, E>, Labels<N, C>), E> for SvmLoss {
    const SCORE: &'static str = "accuracy";
    type Workspace = ChainWork<L, X, (N, C), E>;
    fn description(&self) -> String {
        String::from("SvmLoss")
    }
    fn loss(&self, model: &mut L, (x, labels): &(Tensor<X, E>, Labels<N, C>), work: &mut Self::Workspace, grad: &mut L) -> E {
        work.train(model, x, |y, dy| svm_loss_into(y, labels, dy), grad)
    }
    fn scores(&self, model: &L, (x, labels): &(Tensor<X, E>, Labels<N, C>), work: &mut Self::Workspace, scores: &mut [E], losses: &mut [E]) {
        let y = work.predict(model, x);
        are_right(y, labels, scores);
        for ((loss, y), truth) in losses.iter_mut().zip(y.rows()).zip(labels.iter()) {
            let y = y.as_slice();
            let others = y.iter().enumerate().filter(|&(class, _)| class != truth);
            *loss = others.fold(E::ZERO, |sum, (_, &y_other)| sum + (y_other - y[truth] + E::ONE).greater(E::ZERO));
        }
    }
}
/// 1 for each example whose greatest output is that of its class, 0 for each other one.
fn are_right<N: Dim, C: Dim, E: Float>(y: &Array<(N, C), E>, labels: &Labels<N, C>, scores: &mut [E]) {
    for ((score, y), truth) in scores.iter_mut().zip(y.rows()).zip(labels.iter()) {
        let greatest = reduce::fold(y.as_slice(), -E::INFINITY, E::greater);
        let is_right = reduce::first(y.as_slice(), greatest) == truth;
        // A model whose outputs are no numbers has not answered; `0·greatest` is then not a number.
        *score = if is_right { E::ONE } else { E::ZERO } + E::ZERO * greatest;
    }
}
#[rustfmt::skip]
impl<L: Layer<X, E, Y: OutputFor<Y>>, X: Shape, Y: Shape, E: Float> Objective<L, (Tensor<X, E>, Tensor<Y, E>), E> for MseLoss {
    const SCORE: &'static str = "minus squared error";
    type Workspace = ChainWork<L, X, Y, E>;
    fn description(&self) -> String {
        String::from("MseLoss")
    }
    fn loss(&self, model: &mut L, (x, target): &(Tensor<X, E>, Tensor<Y, E>), work: &mut Self::Workspace, grad: &mut L) -> E {
        work.train(model, x, |y, dy| mse_loss_into(y, target, Reduction::Mean, dy), grad)
    }
    fn scores(&self, model: &L, (x, target): &(Tensor<X, E>, Tensor<Y, E>), work: &mut Self::Workspace, scores: &mut [E], losses: &mut [E]) {
        let y = work.predict(model, x);
        let width = Y::LEN / scores.len().max(1);
        for (n, score) in scores.iter_mut().enumerate() {
            let (y, target) = (&y.as_slice()[n * width..][..width], &target.as_slice()[n * width..][..width]);
            let sum = reduce::sum_zip(y, target, |y, target| (y - target) * (y - target));
            *score = -sum / E::of(width.max(1) as f64);
        }
        losses.iter_mut().zip(scores).for_each(|(loss, score)| *loss = -*score);
    }
}

// Where the impl above is excluded, rustc would infer the batch of an only other impl, and complain of that.
macro_rules! undecided { ($($objective:ident $nth:literal)*) => { $(
    #[diagnostic::do_not_recommend]
    impl<L, E: Float> Objective<L, Never<$nth>, E> for $objective {
        const SCORE: &'static str = "";
        type Workspace = ();
        fn loss(&self, _: &mut L, _: &Never<$nth>, (): &mut (), _: &mut L) -> E {
            E::ZERO
        }
        fn scores(&self, _: &L, _: &Never<$nth>, (): &mut (), _: &mut [E], _: &mut [E]) {}
    }
)* } }
undecided! { SoftmaxLoss 0 SoftmaxLoss 1 SvmLoss 0 SvmLoss 1 MseLoss 0 MseLoss 1 }
