//! Activations that have a slope of their own at every number.
use super::compiled::{called, compiled};
use super::exp::Exp;
use super::simd::{Isa, Kernel};

compiled! {
    /// Activations with a slope of their own at every number: the value, the value and the slope, and `dx = slope·dy`.
    trait Activations {
        fn exp(x: &'a [E], y: &'a mut [E]);
        fn tanh(x: &'a [E], y: &'a mut [E]);
        fn tanh_and_slope(x: &'a [E], y: &'a mut [E], slope: &'a mut [E]);
        fn tanh_backward(dy: &'a [E], y: &'a [E], dx: &'a mut [E]);
        fn sigmoid(x: &'a [E], y: &'a mut [E]);
        fn sigmoid_and_slope(x: &'a [E], y: &'a mut [E], slope: &'a mut [E]);
        fn sigmoid_backward(dy: &'a [E], y: &'a [E], dx: &'a mut [E]);
        fn silu(x: &'a [E], y: &'a mut [E]);
        fn silu_and_slope(x: &'a [E], y: &'a mut [E], slope: &'a mut [E]);
        fn silu_backward(dy: &'a [E], x: &'a [E], dx: &'a mut [E]);
        fn gelu(x: &'a [E], y: &'a mut [E]);
        fn gelu_and_slope(x: &'a [E], y: &'a mut [E], slope: &'a mut [E]);
        fn gelu_backward(dy: &'a [E], x: &'a [E], dx: &'a mut [E]);
        fn elu(x: &'a [E], y: &'a mut [E], alpha: E);
        fn elu_and_slope(x: &'a [E], y: &'a mut [E], slope: &'a mut [E], alpha: E);
        fn elu_backward(dy: &'a [E], x: &'a [E], dx: &'a mut [E], alpha: E);
        fn leaky_relu(x: &'a [E], y: &'a mut [E], alpha: E);
        fn leaky_relu_backward(dy: &'a [E], x: &'a [E], dx: &'a mut [E], alpha: E);
    }
}

/// The loops around a function of one number that gives the value and the slope: forward, the same with the slope, and backward.
macro_rules! loops {
    (@forward $name:ident $(, $alpha:ident)?: $f:expr) => {
        #[inline(always)]
        fn $name<I: Isa, E: Exp>(x: &[E], y: &mut [E] $(, $alpha: E)?) {
            for (y, &x) in y.iter_mut().zip(x) {
                *y = $f(x $(, $alpha)?).0;
            }
        }
    };
    (@keeping $name:ident $(, $alpha:ident)?: $f:expr) => {
        #[inline(always)]
        fn $name<I: Isa, E: Exp>(x: &[E], y: &mut [E], slope: &mut [E] $(, $alpha: E)?) {
            for ((y, slope), &x) in y.iter_mut().zip(slope).zip(x) {
                (*y, *slope) = $f(x $(, $alpha)?);
            }
        }
    };
    // From what the slope is a function of, the input or the output.
    (@backward $name:ident $(, $alpha:ident)?: $slope:expr) => {
        #[inline(always)]
        fn $name<I: Isa, E: Exp>(dy: &[E], from: &[E], dx: &mut [E] $(, $alpha: E)?) {
            for (dx, (&dy, &from)) in dx.iter_mut().zip(dy.iter().zip(from)) {
                *dx = $slope(from $(, $alpha)?).1 * dy;
            }
        }
    };
}
loops! { @forward tanh: tanh_at::<I, E> }
loops! { @keeping tanh_and_slope: tanh_at::<I, E> }
loops! { @backward tanh_backward: of_tanh }
loops! { @forward sigmoid: sigmoid_at::<I, E> }
loops! { @keeping sigmoid_and_slope: sigmoid_at::<I, E> }
loops! { @backward sigmoid_backward: of_sigmoid }
loops! { @forward silu: silu_at::<I, E> }
loops! { @keeping silu_and_slope: silu_at::<I, E> }
loops! { @backward silu_backward: silu_at::<I, E> }
loops! { @forward gelu: gelu_at::<I, E> }
loops! { @keeping gelu_and_slope: gelu_at::<I, E> }
loops! { @backward gelu_backward: gelu_at::<I, E> }
loops! { @forward elu, alpha: elu_at::<I, E> }
loops! { @keeping elu_and_slope, alpha: elu_at::<I, E> }
loops! { @backward elu_backward, alpha: elu_at::<I, E> }
loops! { @forward leaky_relu, alpha: leaky_relu_at }
loops! { @backward leaky_relu_backward, alpha: leaky_relu_at }

called! {
    fn exp<E>(x: &'a [E], y: &'a mut [E]) -> () {
        for (y, &x) in y.iter_mut().zip(x) {
            *y = x.fast_exp::<I>();
        }
    }
}
#[inline(always)]
fn tanh_at<I: Isa, E: Exp>(x: E) -> (E, E) {
    of_tanh(x.fast_tanh::<I>())
}
#[inline(always)]
fn of_tanh<E: Exp>(y: E) -> (E, E) {
    (y, E::ONE - y * y)
}
#[inline(always)]
fn sigmoid_at<I: Isa, E: Exp>(x: E) -> (E, E) {
    of_sigmoid(x.fast_sigmoids::<I>().0)
}
#[inline(always)]
fn of_sigmoid<E: Exp>(y: E) -> (E, E) {
    (y, y * (E::ONE - y))
}
#[inline(always)]
fn silu_at<I: Isa, E: Exp>(x: E) -> (E, E) {
    let (below, above) = x.fast_sigmoids::<I>();
    // Where one of them is 0, x may be infinite.
    let y = if below == E::ZERO { E::ZERO } else { x * below };
    let rise = if above == E::ZERO { E::ZERO } else { y * above };
    (y, below + rise)
}
#[inline(always)]
fn gelu_at<I: Isa, E: Exp>(x: E) -> (E, E) {
    let [a, tail, density] = x.normal::<I>();
    // x·Φ(x) is x and what is lost above it, or what is left of 0; a is finite where x is not.
    let y = a.times_plus::<I>(-tail, if x < E::ZERO { E::ZERO } else { x });
    let far = tail - a * density;
    (y, if x < E::ZERO { far } else { E::ONE - far })
}
#[inline(always)]
fn elu_at<I: Isa, E: Exp>(x: E, alpha: E) -> (E, E) {
    let down = if x > E::ZERO { E::ZERO } else { x };
    let (y, slope) = (alpha * down.exp_m1_down::<I>(), alpha * down.exp_down::<I>(-E::ZERO));
    if x > E::ZERO { (x, E::ONE) } else { (y, slope) }
}
#[inline(always)]
fn leaky_relu_at<E: Exp>(x: E, alpha: E) -> (E, E) {
    let below = if x.is_nan() { x } else { alpha };
    if x > E::ZERO { (x, E::ONE) } else { (alpha * x, below) }
}

#[cfg(test)]
mod tests {
    use super::super::Loops;
    use super::*;
    const INFINITY: f64 = f64::INFINITY;

    /// The value and the slope, of the loop for both; the other two say the same.
    macro_rules! of { ($value:ident $both:ident $backward:ident $(, $alpha:literal)?) => { |x: f64| {
        let (mut alone, mut y, mut slope, mut dx) = ([7.0], [7.0], [7.0], [7.0]);
        Loops::$value(&[x], &mut alone $(, $alpha)?);
        Loops::$both(&[x], &mut y, &mut slope $(, $alpha)?);
        Loops::$backward(&[1.0], &[x], &mut dx $(, $alpha)?);
        assert!(x.is_nan() || (alone, dx) == (y, slope), "{x}");
        (y[0], slope[0])
    } } }
    #[test]
    fn extremes() {
        let elu = of!(elu elu_and_slope elu_backward, 2.0);
        let (gelu, silu) = (of!(gelu gelu_and_slope gelu_backward), of!(silu silu_and_slope silu_backward));
        assert_eq!((elu(-1e-20), elu(-INFINITY), elu(INFINITY)), ((-2e-20, 2.0), (-2.0, 0.0), (INFINITY, 1.0)));
        assert_eq!((gelu(-INFINITY), gelu(0.0), gelu(INFINITY)), ((0.0, 0.0), (0.0, 0.5), (INFINITY, 1.0)));
        assert_eq!((silu(-INFINITY), silu(0.0), silu(INFINITY)), ((0.0, 0.0), (0.0, 0.5), (INFINITY, 1.0)));
        for (y, slope) in [elu(f64::NAN), gelu(f64::NAN), silu(f64::NAN)] {
            assert!(y.is_nan() && slope.is_nan());
        }
        // −10·Φ(−10), which `1 + erf` would make 0.
        assert!((gelu(-10.0).0 / -7.619_853_024_160_525e-23 - 1.0).abs() < 2e-15);
    }
    #[test]
    fn the_lower_tail_of_the_sigmoid_keeps_its_digits() {
        let (x, mut y) = ([-60.0, -745.0, 1e4], [7.0; 3]);
        Loops::sigmoid(&x, &mut y);
        assert!((y[0] / crate::Float::exp(-60.0_f64) - 1.0).abs() < 4e-16, "far from 0 it is eˣ");
        assert_eq!(y[1..], [5e-324, 1.0]);
    }
}
