//! What is done to every number alone.
use super::compiled::compiled;
use super::simd::Isa;
use crate::elem::Float;
use core::ops::Range;

compiled! {
    /// Loops over slices of one length, compiled once for each float.
    trait Elementwise {
        fn relu(x: &'a [E], y: &'a mut [E]);
        fn relu_in_place(y: &'a mut [E]);
        /// `dx = dout` where x is above 0, else 0; where x is NaN, NaN.
        fn relu_backward(dout: &'a [E], x: &'a [E], dx: &'a mut [E]);
        /// The same, with `dx` for `dout`.
        fn relu_backward_in_place(x: &'a [E], dx: &'a mut [E]);
        /// `out = a·b`
        fn product(a: &'a [E], b: &'a [E], out: &'a mut [E]);
        /// `x *= factor`
        fn scale(x: &'a mut [E], factor: E);
    }
}

/// The places before the first line of the cache that begins in `out`, and the others: what is written across two lines takes twice as long.
/// Where `out` is large, so is what is read, and both lie as the system gives memory, at the same places of their lines.
#[inline(always)]
fn by_lines<E>(out: &[E]) -> [Range<usize>; 2] {
    const LINE: usize = 64;
    let first = (out.as_ptr().addr().wrapping_neg() % LINE / size_of::<E>()).min(out.len());
    [0..first, first..out.len()]
}
#[inline(always)]
fn relu<I: Isa, E: Float>(x: &[E], y: &mut [E]) {
    for part in by_lines(y) {
        for (y, &x) in y[part.clone()].iter_mut().zip(&x[part]) {
            *y = rectified(x);
        }
    }
}
#[inline(always)]
pub(super) fn relu_in_place<I: Isa, E: Float>(y: &mut [E]) {
    for y in y {
        *y = rectified(*y);
    }
}
/// One comparison, which NaN passes.
#[inline(always)]
pub(super) fn rectified<E: Float>(x: E) -> E {
    if x <= E::ZERO { E::ZERO } else { x }
}
#[inline(always)]
fn relu_backward<I: Isa, E: Float>(dout: &[E], x: &[E], dx: &mut [E]) {
    for part in by_lines(dx) {
        for (dx, (&dout, &x)) in dx[part.clone()].iter_mut().zip(dout[part.clone()].iter().zip(&x[part])) {
            *dx = passed_back(dout, x);
        }
    }
}
#[inline(always)]
fn relu_backward_in_place<I: Isa, E: Float>(x: &[E], dx: &mut [E]) {
    for (dx, &x) in dx.iter_mut().zip(x) {
        *dx = passed_back(*dx, x);
    }
}
/// What goes back through the ReLU of x, or through the ReLU that gave x: two selects between values that are loaded already, so that loops
/// vectorise.
#[inline(always)]
pub(super) fn passed_back<E: Float>(dout: E, x: E) -> E {
    let passed = if x.is_nan() { x } else { dout };
    if x <= E::ZERO { E::ZERO } else { passed }
}
#[inline(always)]
fn product<I: Isa, E: Float>(a: &[E], b: &[E], out: &mut [E]) {
    for (out, (&a, &b)) in out.iter_mut().zip(a.iter().zip(b)) {
        *out = a * b;
    }
}
#[inline(always)]
fn scale<I: Isa, E: Float>(x: &mut [E], factor: E) {
    for x in x {
        *x *= factor;
    }
}
