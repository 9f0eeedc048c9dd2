//! Gradient checks: what backward says against central differences, in f64.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::layers::{Layer, Params, Train};
use crate::shape::{Shape, ShapeName};
use alloc::string::ToString;

mod report;
pub use report::{Difference, GradError, GradReport, rel_error};
use report::{Tally, central};

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
        dx.as_mut_slice()[i] = central(1e-5, |step| moved(&mut x, i, step, &mut f));
    }
    dx
}
/// What `f` says with element `i` of `x` moved by `step`; `x` is left as it was.
pub(crate) fn moved<X: Shape, Y>(x: &mut Array<X, f64>, i: usize, step: f64, f: impl FnOnce(&Array<X, f64>) -> Y) -> Y {
    let old = x.as_slice()[i];
    x.as_mut_slice()[i] = old + step;
    let y = f(x);
    x.as_mut_slice()[i] = old;
    y
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
    ///
    /// A gradient without its factor 2 is wrong everywhere:
    /// ```
    /// use shapeful::{GradCheck, Tensor, dim};
    /// let x = Tensor::<(dim!(3),), f64>::from([1.0, 2.0, 3.0]);
    /// let check = GradCheck { eps: 1e-5, ..GradCheck::default() };
    /// check.function(&x, |x| x.powi(2), |dy| dy * &x * 2.0)?;
    /// let error = check.function(&x, |x| x.powi(2), |dy| dy * &x).unwrap_err();
    /// assert_eq!((error.wrong, error.checked), (3, 3));
    /// # Ok::<(), shapeful::GradError>(())
    /// ```
    pub fn function<X: Shape, Y: Shape>(
        self,
        x: &Array<X, f64>,
        mut forward: impl FnMut(&Array<X, f64>) -> Tensor<Y, f64>,
        backward: impl FnOnce(&Array<Y, f64>) -> Tensor<X, f64>,
    ) -> Result<GradReport, GradError> {
        let dy = weights::<Y>(0);
        let (dx, mut x, mut tally) = (backward(&dy), x.to_tensor(), Tally::new(self));
        tally.elements("x", ShapeName::of::<X>(), dx.as_slice(), |i, step| {
            moved(&mut x, i, step, |x| forward(x).dot(&dy))
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
            tally.compare("x", None, dx.dot(&direction), |step| {
                forward(&x.zip_map(&direction, |x, d| x + step * d)).dot(&dy)
            });
        }
        tally.verdict()
    }

    /// Checks the gradients of a layer or a whole model: of its input, and of every parameter.
    ///
    /// Every buffer is full of NaN before, so a layer that forgets a gradient, or adds to it instead of overwriting it, is found.
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
        layer.forward::<Train>(&x, &mut cache, &mut y);
        // What a layer remembers of its batches moves on in backward; the differences are those of the layer as it was.
        layer.clone().backward(&x, &mut cache, &dy, Some(&mut dx), &mut grad);

        let mut loss = |layer: &L, x: &Array<X, f64>| {
            layer.forward::<Train>(x, &mut cache, &mut y);
            y.dot(&dy)
        };
        tally.elements("x", ShapeName::of::<X>(), dx.as_slice(), |i, step| moved(&mut x, i, step, |x| loss(&layer, x)));
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
