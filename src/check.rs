//! Gradient checks: what backward says against central differences, in f64.
use crate::array::{Array, Tensor};
use crate::layers::{Layer, Params};
use crate::shape::{Shape, ShapeName};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

/// How a gradient is compared with central differences `(f(x + eps) − f(x − eps)) / 2eps`.
///
/// Two numbers agree if they differ by at most `atol + rtol · max(|a|, |b|)`.
/// ```
/// use shapeful::{GradCheck, Tensor, dim, ops::tanh_backward};
/// let x = Tensor::<(dim!(3), dim!(5)), f64>::from_fn(|[i, j]| (i + j) as f64 / 5.0 - 0.5);
/// let report = GradCheck { rtol: 1e-6, ..GradCheck::default() }
///     .function(&x, |x| x.tanh(), |dy| tanh_backward(dy, &x.tanh()))?;
/// assert_eq!(report.checked, 15);
/// # Ok::<(), shapeful::GradError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GradCheck {
    /// The step to either side.
    pub eps: f64,
    /// The absolute difference that is allowed.
    pub atol: f64,
    /// The relative difference that is allowed.
    pub rtol: f64,
}
impl Default for GradCheck {
    fn default() -> Self {
        GradCheck { eps: 1e-6, atol: 1e-5, rtol: 1e-3 }
    }
}

/// A gradient that agrees with central differences.
#[derive(Clone, Debug, PartialEq)]
pub struct GradReport {
    /// How many derivatives were compared.
    pub checked: usize,
    /// The greatest relative error among them, as [`rel_error`] has it.
    pub rel_error: f64,
}

/// A gradient that does not agree with central differences.
#[derive(Clone, Debug, PartialEq)]
pub struct GradError {
    /// The derivative that is furthest off.
    pub worst: Difference,
    /// How many are off.
    pub wrong: usize,
    /// How many were compared.
    pub checked: usize,
}

/// One derivative, found in two ways.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The parameter, as `hidden.w`, or `x` for the input.
    pub parameter: String,
    /// The element of it; empty if the derivative was taken in a direction.
    pub index: Vec<usize>,
    /// What backward says.
    pub backward: f64,
    /// What central differences say.
    pub numeric: f64,
}
impl Difference {
    fn relative(&self) -> f64 {
        relative(self.backward, self.numeric)
    }
}
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Difference { parameter, index, backward, numeric } = self;
        if index.is_empty() {
            write!(f, "the derivative in a direction of {parameter}")?;
        } else {
            write!(f, "d{parameter}{index:?}")?;
        }
        write!(
            f,
            " is {backward} by backward and {numeric} by central differences (relative error {:.1e})",
            self.relative()
        )
    }
}
impl fmt::Display for GradError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {} of {} derivatives differ", self.worst, self.wrong, self.checked)
    }
}
impl core::error::Error for GradError {}

/// The course's measure of how far two gradients are apart: `max |x − y| / max(1e-8, |x| + |y|)`.
///
/// - Source: CS231n, assignment 1, `rel_error`.
///
/// ```
/// use shapeful::{Tensor, dim, rel_error};
/// let (a, b) = (Tensor::<(dim!(2),), f64>::from([1.0, 3.0]), Tensor::from([1.0, 1.0]));
/// assert_eq!(rel_error(&a, &b), 0.5);
/// ```
pub fn rel_error<S: Shape>(x: &Array<S, f64>, y: &Array<S, f64>) -> f64 {
    x.as_slice().iter().zip(y.as_slice()).fold(0.0, |worst, (&x, &y)| greater(worst, relative(x, y)))
}
fn relative(x: f64, y: f64) -> f64 {
    (x - y).abs() / greater(1e-8, x.abs() + y.abs())
}
/// NaN is the greatest number here: it must not pass for agreement.
fn greater(a: f64, b: f64) -> f64 {
    if b > a || b.is_nan() { b } else { a }
}

/// The numeric gradient of a number that depends on `x`, by central differences with the step 1e-5, as the course takes it.
///
/// - Source: CS231n, assignment 1, `eval_numerical_gradient`.
///
/// ```
/// use shapeful::{Tensor, dim, numeric_gradient};
/// let x = Tensor::<(dim!(2),), f64>::from([3.0, 4.0]);
/// let dx = numeric_gradient(|x| x.dot(x), &x);
/// assert!((dx[[1]] - 8.0).abs() < 1e-6);
/// ```
pub fn numeric_gradient<X: Shape>(mut f: impl FnMut(&Array<X, f64>) -> f64, x: &Array<X, f64>) -> Tensor<X, f64> {
    let (mut x, mut dx) = (x.to_tensor(), Tensor::zeros());
    for i in 0..X::LEN {
        dx.as_mut_slice()[i] = central(1e-5, |step| {
            let old = x.as_slice()[i];
            x.as_mut_slice()[i] = old + step;
            let y = f(&x);
            x.as_mut_slice()[i] = old;
            y
        });
    }
    dx
}
fn central(eps: f64, mut f: impl FnMut(f64) -> f64) -> f64 {
    (f(eps) - f(-eps)) / (2.0 * eps)
}

/// A number from −1 to 1 for each place, the same every time: what a check sends backward, and the directions it walks in.
fn weight(i: usize) -> f64 {
    // SplitMix64. Multiples of the golden ratio alone lie so evenly that they add up to almost nothing, and with them the
    // errors of a gradient that is off by the same amount everywhere.
    let mut bits = (i as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^= bits >> 31;
    (bits >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
}
fn weights<S: Shape>(seed: usize) -> Tensor<S, f64> {
    let mut weights = Tensor::zeros();
    weights.as_mut_slice().iter_mut().enumerate().for_each(|(i, w)| *w = weight(seed * 7919 + i));
    weights
}

/// Checks `backward` against central differences of `forward` at `x`, with the tolerances of the course.
///
/// - Shapes: `x: X`; forward `X → Y`; backward takes `dy: Y` and gives `dx: X`. Other arguments are captured.
/// - Errors: [`GradError`], with the derivative that is furthest off.
///
/// ```
/// use shapeful::{Tensor, affine_backward, affine_forward, axes, dim, gradcheck};
/// axes! { N = 2; M = 3; D = 5; }
/// let x = Tensor::<(N, M), f64>::from_fn(|[i, j]| (i + 2 * j) as f64);
/// let w = Tensor::<(M, D), f64>::from_fn(|[i, j]| (3 * i + j) as f64);
/// let b = Tensor::<(dim!(1), D), f64>::ones();
/// gradcheck(&w, |w| affine_forward(&x, w, &b), |dout| affine_backward(dout, &x, &w).dw)?;
/// let wrong = gradcheck(&w, |w| affine_forward(&x, w, &b), |dout| affine_backward(dout, &x, &w).dw * 2.0).unwrap_err();
/// assert!(wrong.to_string().starts_with("dx["));
/// # Ok::<(), shapeful::GradError>(())
/// ```
pub fn gradcheck<X: Shape, Y: Shape>(
    x: &Array<X, f64>,
    forward: impl FnMut(&Array<X, f64>) -> Tensor<Y, f64>,
    backward: impl FnOnce(&Array<Y, f64>) -> Tensor<X, f64>,
) -> Result<GradReport, GradError> {
    GradCheck::default().function(x, forward, backward)
}

impl GradCheck {
    /// Checks every derivative of a function; see [`gradcheck`].
    pub fn function<X: Shape, Y: Shape>(
        self,
        x: &Array<X, f64>,
        mut forward: impl FnMut(&Array<X, f64>) -> Tensor<Y, f64>,
        backward: impl FnOnce(&Array<Y, f64>) -> Tensor<X, f64>,
    ) -> Result<GradReport, GradError> {
        let dy = weights::<Y>(0);
        let (dx, mut x, mut tally) = (backward(&dy), x.to_tensor(), Tally::new(self));
        tally.elements("x", ShapeName::of::<X>(), dx.as_slice(), |i, step| {
            let old = x.as_slice()[i];
            x.as_mut_slice()[i] = old + step;
            let loss = forward(&x).dot(&dy);
            x.as_mut_slice()[i] = old;
            loss
        });
        tally.verdict()
    }

    /// Checks the derivatives of a function in some directions only: for inputs too large to be checked element by element.
    ///
    /// ```
    /// use shapeful::{Axis, GradCheck, Tensor, dim, ops::logsumexp_backward};
    /// let x = Tensor::<(dim!(100), dim!(100)), f64>::from_fn(|[i, j]| (i * j) as f64 / 1e4);
    /// let forward = |x: &shapeful::Array<_, f64>| x.logsumexp(Axis::<1>);
    /// let report = GradCheck::default().directions(5, &x, forward, |dy| logsumexp_backward(dy, &x, Axis::<1>))?;
    /// assert_eq!(report.checked, 5);
    /// # Ok::<(), shapeful::GradError>(())
    /// ```
    pub fn directions<X: Shape, Y: Shape>(
        self,
        count: usize,
        x: &Array<X, f64>,
        mut forward: impl FnMut(&Array<X, f64>) -> Tensor<Y, f64>,
        backward: impl FnOnce(&Array<Y, f64>) -> Tensor<X, f64>,
    ) -> Result<GradReport, GradError> {
        let dy = weights::<Y>(0);
        let (dx, mut tally) = (backward(&dy), Tally::new(self));
        for nth in 1..=count {
            let direction = weights::<X>(nth);
            tally.compare("x", &[], dx.dot(&direction), |step| {
                forward(&x.zip_map(&direction, |x, d| x + step * d)).dot(&dy)
            });
        }
        tally.verdict()
    }

    /// Checks the gradients of a layer or a whole model: of its input, and of every parameter.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::StdRng};
    /// use shapeful::{GradCheck, Linear, Relu, Tensor, axes, dim, Init};
    /// axes! { Batch = 3; Pixels = 5; Hidden = 7; Classes = 2; }
    /// let mut rng = StdRng::seed_from_u64(1);
    /// let net = <(Linear<Pixels, Hidden, f64>, Relu, Linear<Hidden, Classes, f64>)>::init(&mut rng);
    /// let x = Tensor::<(Batch, Pixels), f64>::normal(0.0, 1.0, &mut rng);
    /// let report = GradCheck::default().layer(&net, &x)?;
    /// assert_eq!(report.checked, 15 + 35 + 7 + 14 + 2);
    /// # Ok::<(), shapeful::GradError>(())
    /// ```
    pub fn layer<X: Shape, L: Layer<X, f64>>(self, layer: &L, x: &Array<X, f64>) -> Result<GradReport, GradError> {
        let dy = weights::<L::Y>(0);
        let (mut layer, mut x, mut tally) = (layer.clone(), x.to_tensor(), Tally::new(self));
        // Forward and backward overwrite: what a layer leaves as it was, or adds to, stays NaN.
        let (mut dx, mut grad) = (Tensor::full(f64::NAN), layer.clone());
        grad.each_param_mut(|_, values| values.fill(f64::NAN));
        let (mut cache, mut y) = (L::Cache::default(), Tensor::full(f64::NAN));
        layer.forward(&x, &mut cache, &mut y);
        layer.backward(&x, &mut cache, &dy, Some(&mut dx), &mut grad);

        let mut loss = |layer: &L, x: &Array<X, f64>| {
            layer.forward(x, &mut cache, &mut y);
            y.dot(&dy)
        };
        tally.elements("x", ShapeName::of::<X>(), dx.as_slice(), |i, step| {
            let old = x.as_slice()[i];
            x.as_mut_slice()[i] = old + step;
            let loss = loss(&layer, &x);
            x.as_mut_slice()[i] = old;
            loss
        });
        let mut nth = 0;
        grad.each_param(|param, gradient| {
            tally.elements(&param.path.to_string(), param.shape, gradient, |i, step| {
                let old = set(&mut layer, nth, i, |old| old + step);
                let loss = loss(&layer, &x);
                set(&mut layer, nth, i, |_| old);
                loss
            });
            nth += 1;
        });
        tally.verdict()
    }
}

/// Changes element `i` of the `nth` parameter, and returns what it was.
fn set<L: Params<f64>>(layer: &mut L, nth: usize, i: usize, f: impl Fn(f64) -> f64) -> f64 {
    let (mut at, mut old) = (0, 0.0);
    layer.each_param_mut(|_, values| {
        if at == nth {
            old = values[i];
            values[i] = f(old);
        }
        at += 1;
    });
    old
}

/// What a check has found so far.
struct Tally {
    check: GradCheck,
    checked: usize,
    wrong: usize,
    rel_error: f64,
    worst: Option<Difference>,
}
impl Tally {
    fn new(check: GradCheck) -> Self {
        Tally { check, checked: 0, wrong: 0, rel_error: 0.0, worst: None }
    }
    /// Compares each derivative of one parameter, where `loss(i, step)` is the loss with its element `i` moved by `step`.
    fn elements(
        &mut self,
        parameter: &str,
        shape: ShapeName,
        gradient: &[f64],
        mut loss: impl FnMut(usize, f64) -> f64,
    ) {
        for (i, &backward) in gradient.iter().enumerate() {
            let mut rest = i;
            let mut index: Vec<usize> = shape
                .dims()
                .rev()
                .map(|size| {
                    let place = rest % size;
                    rest /= size;
                    place
                })
                .collect();
            index.reverse();
            self.compare(parameter, &index, backward, |step| loss(i, step));
        }
    }
    fn compare(&mut self, parameter: &str, index: &[usize], backward: f64, loss: impl FnMut(f64) -> f64) {
        let GradCheck { eps, atol, rtol } = self.check;
        let numeric = central(eps, loss);
        self.checked += 1;
        self.rel_error = greater(self.rel_error, relative(backward, numeric));
        let allowed = atol + rtol * greater(backward.abs(), numeric.abs());
        let difference = (backward - numeric).abs();
        // Written so that NaN on either side counts as wrong, and so does infinity, which is allowed to differ by infinity.
        let agrees = difference <= allowed && difference < f64::INFINITY;
        if !agrees {
            self.wrong += 1;
            let difference = Difference { parameter: parameter.to_string(), index: index.to_vec(), backward, numeric };
            let worse = |worst: &Difference| {
                let (new, old) = (difference.relative(), worst.relative());
                new > old || (new.is_nan() && !old.is_nan())
            };
            if self.worst.as_ref().is_none_or(worse) {
                self.worst = Some(difference);
            }
        }
    }
    fn verdict(self) -> Result<GradReport, GradError> {
        let Tally { checked, wrong, rel_error, worst, .. } = self;
        match worst {
            None => Ok(GradReport { checked, rel_error }),
            Some(worst) => Err(GradError { worst, wrong, checked }),
        }
    }
}
