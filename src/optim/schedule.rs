//! Learning rates that change with the number of steps taken.
use crate::elem::Float;

/// A learning rate for every step, counted from 0.
///
/// ```
/// use shapeful::{Linear, Optimizer, Params, Schedule, Sgd, axes};
/// axes! { Pixels = 1; Classes = 1; }
/// let mut layer = Linear::<Pixels, Classes>::zeros();
/// let grad = layer.zeros_like();
/// let schedule = Schedule::cosine(0.1, 100).warm_up(10);
/// let mut optimizer = Sgd::new(&layer, schedule.at(0));
/// for step in 0..110 {
///     optimizer.set_learning_rate(schedule.at(step));
///     optimizer.step(&mut layer, &grad);
/// }
/// assert!(optimizer.learning_rate < 1e-3);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Schedule<E: Float = f32> {
    rate: E,
    warm_up: u64,
    then: Then,
}

/// What comes after the warm-up, as a factor of the rate.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Then {
    Constant,
    Step { every: u64, factor: f64 },
    Exponential { factor: f64 },
    Cosine { steps: u64 },
    OneCycle { steps: u64 },
}

impl<E: Float> Schedule<E> {
    /// The same rate for ever.
    ///
    /// ```
    /// use shapeful::Schedule;
    /// assert_eq!(Schedule::constant(0.5).at(1_000_000), 0.5);
    /// ```
    pub fn constant(rate: E) -> Self {
        Schedule { rate, warm_up: 0, then: Then::Constant }
    }
    /// `rate·factor^⌊step/every⌋`: with `every` the steps of an epoch, this is `lr_decay` of the course's `Solver`.
    ///
    /// No factor is taken where `every` is 0.
    /// ```
    /// use shapeful::Schedule;
    /// let schedule = Schedule::step(0.8, 100, 0.5);
    /// assert_eq!([0, 99, 100, 199, 200].map(|step| schedule.at(step)), [0.8, 0.8, 0.4, 0.4, 0.2]);
    /// ```
    pub fn step(rate: E, every: u64, factor: E) -> Self {
        Schedule { rate, warm_up: 0, then: Then::Step { every, factor: factor.to_f64() } }
    }
    /// `rate·factor^step`.
    ///
    /// ```
    /// use shapeful::Schedule;
    /// assert_eq!(Schedule::exponential(0.8, 0.5).at(3), 0.1);
    /// ```
    pub fn exponential(rate: E, factor: E) -> Self {
        Schedule { rate, warm_up: 0, then: Then::Exponential { factor: factor.to_f64() } }
    }
    /// `rate·(1 + cos(π·step/steps))/2`, and 0 from `steps` on.
    ///
    /// - Source: Loshchilov & Hutter 2017, "SGDR", equation 5, without restarts.
    ///
    /// ```
    /// use shapeful::Schedule;
    /// let schedule = Schedule::cosine(0.5, 100);
    /// assert_eq!([0, 50, 100, 1000].map(|step| schedule.at(step)), [0.5, 0.25, 0.0, 0.0]);
    /// ```
    pub fn cosine(rate: E, steps: u64) -> Self {
        Schedule { rate, warm_up: 0, then: Then::Cosine { steps } }
    }
    /// Along cosines from `max_rate/25` up to `max_rate` in the first three tenths of `steps`, then down to `max_rate/250 000`, and
    /// that from then on.
    ///
    /// - Source: Smith & Topin 2018, "Super-convergence", in the form of PyTorch's `OneCycleLR` with its defaults (`pct_start` 0.3,
    ///   `div_factor` 25, `final_div_factor` 1e4): the top is at step `0.3·steps − 1`, the end at `steps − 1`.
    ///
    /// ```
    /// use shapeful::Schedule;
    /// let schedule = Schedule::one_cycle(0.5_f32, 100);
    /// assert_eq!((schedule.at(0), schedule.at(29), schedule.at(99)), (0.02, 0.5, 2e-6));
    /// ```
    pub fn one_cycle(max_rate: E, steps: u64) -> Self {
        Schedule { rate: max_rate, warm_up: 0, then: Then::OneCycle { steps } }
    }
    /// With `steps` steps before everything else, in which the rate rises in a straight line: `rate·(step + 1)/steps`, where `rate`
    /// is what the schedule begins with.
    ///
    /// - Source: Goyal et al. 2017, "Accurate, large minibatch SGD", §2.2.
    ///
    /// ```
    /// use shapeful::Schedule;
    /// let schedule = Schedule::exponential(0.8_f32, 0.5).warm_up(4);
    /// assert_eq!([0, 1, 2, 3, 4, 5].map(|step| schedule.at(step)), [0.2, 0.4, 0.6, 0.8, 0.8, 0.4]);
    /// ```
    pub fn warm_up(self, steps: u64) -> Self {
        Schedule { warm_up: steps, ..self }
    }
    /// The learning rate of a step.
    ///
    /// ```
    /// use shapeful::Schedule;
    /// let schedule = Schedule::cosine(0.5, 100);
    /// assert!(schedule.at(10) > schedule.at(11));
    /// ```
    pub fn at(&self, step: u64) -> E {
        let factor = if step < self.warm_up {
            self.then.factor(0) * ((step + 1) as f64 / self.warm_up as f64)
        } else {
            self.then.factor(step - self.warm_up)
        };
        E::of(self.rate.to_f64() * factor)
    }
}

impl Then {
    fn factor(self, step: u64) -> f64 {
        let power = |base: f64, exponent: u64| Float::powi(base, i32::try_from(exponent).unwrap_or(i32::MAX));
        match self {
            Then::Constant => 1.0,
            Then::Step { every, factor } => power(factor, step.checked_div(every).unwrap_or(0)),
            Then::Exponential { factor } => power(factor, step),
            Then::Cosine { steps } if step >= steps => 0.0,
            Then::Cosine { steps } => between(1.0, 0.0, step as f64 / steps as f64),
            Then::OneCycle { steps } => {
                let (step, top, end) = (step as f64, 0.3 * steps as f64 - 1.0, steps as f64 - 1.0);
                let (first, last) = (1.0 / 25.0, 1.0 / 25.0 / 1e4);
                if step >= end {
                    last
                } else if step < top {
                    between(first, 1.0, step / top)
                } else {
                    between(1.0, last, (step - top) / (end - top))
                }
            }
        }
    }
}

/// From `start` to `end` along half a cosine.
fn between(start: f64, end: f64, part: f64) -> f64 {
    end + (start - end) / 2.0 * (1.0 + cos(core::f64::consts::PI * part))
}
#[cfg(feature = "std")]
fn cos(x: f64) -> f64 {
    x.cos()
}
#[cfg(not(feature = "std"))]
fn cos(x: f64) -> f64 {
    libm::cos(x)
}
