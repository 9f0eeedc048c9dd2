//! What a gradient check compares, and what it says of it.
use super::GradCheck;
use crate::access::position;
use crate::array::Array;
use crate::elem::Float;
use crate::shape::{Shape, ShapeName};
use alloc::string::{String, ToString};
use alloc::{vec, vec::Vec};
use core::fmt;

/// A gradient that agrees with central differences.
///
/// ```
/// use shapeful::{Tensor, dim, gradcheck};
/// let x = Tensor::<(dim!(3),), f64>::from([1.0, 2.0, 3.0]);
/// let report = gradcheck(&x, |x| x.powi(2), |dy| dy * &x * 2.0)?;
/// assert!(report.checked == 3 && report.rel_error < 1e-6);
/// # Ok::<(), shapeful::GradError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct GradReport {
    /// How many derivatives were compared.
    pub checked: usize,
    /// The greatest relative error among them, as [`rel_error`] has it.
    pub rel_error: f64,
}

/// A gradient that does not agree with central differences.
///
/// The slope of `|x|` is −1 below 0, and a backward that takes it for 1 is right for the second number only:
/// ```
/// use shapeful::{Tensor, dim, gradcheck};
/// let x = Tensor::<(dim!(2),), f64>::from([-1.0, 2.0]);
/// let error = gradcheck(&x, |x| x.abs(), |dy| dy.to_tensor()).unwrap_err();
/// assert_eq!((error.wrong, error.checked), (1, 2));
/// assert!(error.to_string().ends_with("; 1 of 2 derivatives differ"));
/// ```
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
///
/// A sign that is missing makes the two opposite numbers:
/// ```
/// use shapeful::{Tensor, dim, gradcheck};
/// let x = Tensor::<(dim!(2),), f64>::from([-1.0, 2.0]);
/// let worst = gradcheck(&x, |x| x.abs(), |dy| dy.to_tensor()).unwrap_err().worst;
/// assert_eq!((worst.parameter.as_str(), worst.index), ("x", Some(vec![0])));
/// assert!((worst.backward + worst.numeric).abs() < 1e-6);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The parameter, as `hidden.w`, or `x` for the input.
    pub parameter: String,
    /// The element of it; none if the derivative was taken in a direction.
    pub index: Option<Vec<usize>>,
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
        match index {
            Some(index) => write!(f, "d{parameter}{index:?}")?,
            None => write!(f, "the derivative in a direction of {parameter}")?,
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
    x.as_slice().iter().zip(y.as_slice()).fold(0.0, |worst: f64, (&x, &y)| worst.greater(relative(x, y)))
}
/// NaN passes through `greater` here and below: it must not pass for agreement.
fn relative(x: f64, y: f64) -> f64 {
    (x - y).abs() / (x.abs() + y.abs()).greater(1e-8)
}
/// The central difference of `f` at 0.
pub(super) fn central(eps: f64, mut f: impl FnMut(f64) -> f64) -> f64 {
    (f(eps) - f(-eps)) / (2.0 * eps)
}

/// What a check has found so far.
pub(super) struct Tally {
    check: GradCheck,
    checked: usize,
    wrong: usize,
    rel_error: f64,
    worst: Option<Difference>,
}
impl Tally {
    pub fn new(check: GradCheck) -> Self {
        Tally { check, checked: 0, wrong: 0, rel_error: 0.0, worst: None }
    }
    /// Compares each derivative of one parameter, where `loss(i, step)` is the loss with its element `i` moved by `step`.
    pub fn elements(
        &mut self,
        parameter: &str,
        shape: ShapeName,
        gradient: &[f64],
        mut loss: impl FnMut(usize, f64) -> f64,
    ) {
        for (i, &backward) in gradient.iter().enumerate() {
            let mut index = vec![0; shape.dims().len()];
            position(i, shape.dims(), &mut index);
            self.compare(parameter, Some(&index), backward, |step| loss(i, step));
        }
    }
    pub fn compare(&mut self, parameter: &str, index: Option<&[usize]>, backward: f64, loss: impl FnMut(f64) -> f64) {
        let GradCheck { eps, atol, rtol } = self.check;
        let numeric = central(eps, loss);
        self.checked += 1;
        self.rel_error = self.rel_error.greater(relative(backward, numeric));
        let allowed = atol + rtol * backward.abs().greater(numeric.abs());
        let difference = (backward - numeric).abs();
        // Written so that NaN on either side counts as wrong, and so does infinity, which is allowed to differ by infinity.
        let agrees = difference <= allowed && difference < f64::INFINITY;
        if !agrees {
            self.wrong += 1;
            let difference =
                Difference { parameter: parameter.to_string(), index: index.map(<[usize]>::to_vec), backward, numeric };
            let worse = |worst: &Difference| {
                let (new, old) = (difference.relative(), worst.relative());
                new > old || (new.is_nan() && !old.is_nan())
            };
            if self.worst.as_ref().is_none_or(worse) {
                self.worst = Some(difference);
            }
        }
    }
    pub fn verdict(self) -> Result<GradReport, GradError> {
        let Tally { checked, wrong, rel_error, worst, .. } = self;
        match worst {
            None => Ok(GradReport { checked, rel_error }),
            Some(worst) => Err(GradError { worst, wrong, checked }),
        }
    }
}
