//! What optimizers have in common: a step, a learning rate, and a state that can be saved.
use crate::elem::Float;
use alloc::string::String;

/// What moves a model down its gradient.
///
/// Code that trains with any optimizer takes `impl Optimizer<M>`:
/// ```
/// use shapeful::{Linear, Optimizer, Params, Sgd, Tensor, axes};
/// axes! { Pixels = 1; Classes = 1; }
/// type Net = Linear<Pixels, Classes>;
/// /// Down `½·|w|²`, whose gradient is w itself.
/// fn shrink(net: &mut Net, mut optimizer: impl Optimizer<Net>, steps: usize) {
///     for _ in 0..steps {
///         let grad = net.clone();
///         optimizer.step(net, &grad);
///     }
/// }
/// let mut net = Net { w: Tensor::ones(), b: Tensor::ones() };
/// let optimizer = Sgd::new(&net, 0.5);
/// shrink(&mut net, optimizer, 3);
/// assert_eq!(net.w, [[0.125]]);
/// ```
#[diagnostic::on_unimplemented(
    message = "model mismatch: this optimizer keeps state for another model: `{Self}` cannot move `{M}`",
    label = "an optimizer of another model",
    note = "a velocity or an average stands beside each parameter of the model: make the optimizer of this one, `Adam::new(&net, 1e-3)`",
    note = "lesson S77"
)]
pub trait Optimizer<M, E: Float = f32> {
    /// One step down the gradient. It allocates nothing.
    ///
    /// ```
    /// use shapeful::{Linear, Optimizer, Params, Sgd, Tensor, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// let mut layer = Linear::<Pixels, Classes> { w: Tensor::ones(), b: Tensor::ones() };
    /// let grad = layer.clone();
    /// let optimizer: &mut dyn Optimizer<Linear<Pixels, Classes>> = &mut Sgd::new(&layer, 1.0);
    /// optimizer.step(&mut layer, &grad);
    /// assert_eq!(layer.w, [[0.0]]);
    /// ```
    fn step(&mut self, model: &mut M, grad: &M);
    /// The step size.
    ///
    /// ```
    /// use shapeful::{Linear, Optimizer, Sgd, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// assert_eq!(Sgd::new(&Linear::<Pixels, Classes>::zeros(), 0.5).learning_rate(), 0.5);
    /// ```
    fn learning_rate(&self) -> E;
    /// Sets the step size, for a schedule.
    ///
    /// ```
    /// use shapeful::{Linear, Optimizer, Sgd, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// let mut optimizer = Sgd::new(&Linear::<Pixels, Classes>::zeros(), 0.5);
    /// optimizer.set_learning_rate(0.9 * optimizer.learning_rate());
    /// assert_eq!(optimizer.learning_rate, 0.45);
    /// ```
    fn set_learning_rate(&mut self, learning_rate: E);
    /// What it is and how it is set, but for the learning rate: what has to be the same for a training to go on as it was. A file of a
    /// training has it, and is not taken up with another one.
    ///
    /// An optimizer of your own is not told from others unless it says what it is.
    /// ```
    /// use shapeful::{Linear, Optimizer, Sgd, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// let optimizer = Sgd::new(&Linear::<Pixels, Classes>::zeros(), 0.5).momentum(0.9);
    /// assert_eq!(optimizer.description(), "Sgd, momentum 0.9, nesterov false, weight_decay 0.0");
    /// ```
    fn description(&self) -> String {
        String::from("an optimizer without a description")
    }
    /// Calls `f` on all that changes from step to step, always in the same order and under the same names.
    ///
    /// Training that is interrupted goes on bit for bit when an optimizer made like the old one gets the old one's state. What is
    /// given to the optimizer when it is made, such as the momentum, is not state.
    /// ```
    /// use shapeful::{Linear, Optimizer, Params, Sgd, OptimizerState, Tensor, axes};
    /// axes! { Pixels = 1; Classes = 1; }
    /// let mut layer = Linear::<Pixels, Classes> { w: Tensor::ones(), b: Tensor::ones() };
    /// let grad = layer.clone();
    /// let mut optimizer = Sgd::new(&layer, 0.5).momentum(0.9);
    /// optimizer.step(&mut layer, &grad);
    /// let mut lines = Vec::new();
    /// optimizer.state(&mut |name, state| match state {
    ///     OptimizerState::Model(model) => model.each_param(|param, values| lines.push(format!("{name}.{}: {values:?}", param.path))),
    ///     OptimizerState::Counter(count) => lines.push(format!("{name}: {count}")),
    ///     OptimizerState::Number(number) => lines.push(format!("{name}: {number}")),
    /// });
    /// assert_eq!(lines, ["learning_rate: 0.5", "velocity.w: [-0.5]", "velocity.b: [-0.5]"]);
    /// ```
    fn state(&mut self, f: &mut dyn FnMut(&'static str, OptimizerState<'_, M, E>));
}

/// One part of the state of an optimizer, to be read or to be replaced.
///
/// ```
/// use shapeful::{Linear, Optimizer, Sgd, OptimizerState, axes};
/// axes! { Pixels = 1; Classes = 1; }
/// let mut optimizer = Sgd::new(&Linear::<Pixels, Classes>::zeros(), 0.5);
/// optimizer.state(&mut |name, state| {
///     if let ("learning_rate", OptimizerState::Number(number)) = (name, state) {
///         *number = 0.25;
///     }
/// });
/// assert_eq!(optimizer.learning_rate, 0.25);
/// ```
#[derive(Debug)]
pub enum OptimizerState<'a, M, E: Float = f32> {
    /// A number for each parameter: a velocity, or an average.
    Model(&'a mut M),
    /// A count of steps.
    Counter(&'a mut u64),
    /// A single number, such as the learning rate.
    Number(&'a mut E),
}
