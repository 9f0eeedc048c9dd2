//! The greatest and the least of slices and along axes.
use super::compiled::{called, compiled};
use super::exp::Exp;
use super::reduce::AxisOf;
use super::simd::{Isa, Kernel, Lanes};
use super::sums::BLOCK;

compiled! {
    /// Extrema, compiled once for each float.
    trait Extrema {
        /// The greatest, not a number if one is not; −∞ of nothing.
        fn greatest(x: &'a [E]) -> E;
        /// The least, not a number if one is not; ∞ of nothing.
        fn least(x: &'a [E]) -> E;
        fn greatest_along(x: &'a [E], along: AxisOf, out: &'a mut [E]);
        fn least_along(x: &'a [E], along: AxisOf, out: &'a mut [E]);
    }
}

called! {
    /// The greatest; of what is no number it says nothing.
    fn most<E>(x: &'a [E]) -> E {
        most_and_sum::<I, E>(x, E::ONE).0
    }
    /// The greatest of `sign·x`, times `sign`: the least is that of the negatives.
    fn extremum<E>(x: &'a [E], sign: E) -> E {
        let mut all = -E::INFINITY;
        for block in x.chunks(BLOCK) {
            let (most, sum) = most_and_sum::<I, E>(block, sign);
            // Of what is no number comparisons say nothing, but then the sum is none either.
            if sum.is_nan() && block.iter().any(|x| x.is_nan()) {
                return E::NAN;
            }
            all = greater(most, all);
        }
        sign * all
    }
    fn extremum_along<E>(x: &'a [E], along: AxisOf, sign: E, out: &'a mut [E]) -> () {
        let AxisOf { size, inner, .. } = along;
        if inner == 1 {
            for (row, y) in out.iter_mut().enumerate() {
                *y = extremum::<I, E>(&x[row * size..][..size], sign);
            }
            return;
        }
        out.fill(-E::INFINITY * sign);
        for (o, out) in out.chunks_exact_mut(inner.max(1)).enumerate() {
            let quads = x[o * size * inner..][..size * inner].chunks_exact(4 * inner);
            for line in quads.remainder().chunks_exact(inner) {
                for (y, &x) in out.iter_mut().zip(line) {
                    *y = sign * greater(sign * *y, sign * x);
                }
            }
            for quad in quads {
                let of = |k: usize| &quad[k * inner..][..inner];
                let (a, b, c, d) = (of(0), of(1), of(2), of(3));
                for ((((y, &a), &b), &c), &d) in out.iter_mut().zip(a).zip(b).zip(c).zip(d) {
                    let of_four = greater(greater(sign * a, sign * b), greater(sign * c, sign * d));
                    *y = sign * greater(of_four, sign * *y);
                }
            }
        }
    }
}
#[inline(always)]
pub(super) fn greatest<I: Isa, E: Exp>(x: &[E]) -> E {
    extremum::<I, E>(x, E::ONE)
}
#[inline(always)]
fn least<I: Isa, E: Exp>(x: &[E]) -> E {
    extremum::<I, E>(x, -E::ONE)
}
#[inline(always)]
fn greatest_along<I: Isa, E: Exp>(x: &[E], along: AxisOf, out: &mut [E]) {
    extremum_along::<I, E>(x, along, E::ONE, out);
}
#[inline(always)]
fn least_along<I: Isa, E: Exp>(x: &[E], along: AxisOf, out: &mut [E]) {
    extremum_along::<I, E>(x, along, -E::ONE, out);
}
/// NaN if one is.
#[inline(always)]
fn greater<E: Exp>(a: E, b: E) -> E {
    if a > b || a.is_nan() { a } else { b }
}

/// The greatest of `sign·x`; of what is no number it says nothing. And a sum, which is no number if one of them is none.
#[inline(always)]
fn most_and_sum<I: Isa, E: Exp>(x: &[E], sign: E) -> (E, E) {
    let beyond = |a: E, b: E| if b > a { b } else { a };
    let (len, of_one) = (x.len(), <E::Lanes<I> as Lanes<E>>::LEN);
    if len < of_one {
        return x.iter().fold((-E::INFINITY, E::ZERO), |(most, sum), &x| (beyond(most, sign * x), sum + x));
    }
    let (x, mut lanes) = (x.as_ptr(), [-E::INFINITY; 16]);
    // SAFETY: a register can be read where it ends at most at `len`, which is where the last begins earlier, and no register holds more
    // than 16 numbers. The machine has the instructions, since this runs.
    let sum = unsafe {
        let (mut most, mut sums) = ([E::Lanes::<I>::splat(-E::INFINITY); 4], [E::Lanes::<I>::splat(E::ZERO); 4]);
        let (sign, mut at) = (E::Lanes::<I>::splat(sign), 0);
        while at + 4 * of_one <= len {
            for nth in 0..4 {
                let x = E::Lanes::<I>::load(x.add(at + nth * of_one)).times(sign);
                (most[nth], sums[nth]) = (x.greater(most[nth]), x.add(sums[nth]));
            }
            at += 4 * of_one;
        }
        while at < len {
            let x = E::Lanes::<I>::load(x.add(at.min(len - of_one))).times(sign);
            (most[0], sums[0]) = (x.greater(most[0]), x.add(sums[0]));
            at += of_one;
        }
        most[0].greater(most[1]).greater(most[2].greater(most[3])).store(lanes.as_mut_ptr());
        sums[0].add(sums[1]).add(sums[2].add(sums[3])).sum()
    };
    let mut many = of_one;
    while many > 1 {
        many /= 2;
        for i in 0..many {
            lanes[i] = beyond(lanes[i], lanes[i + many]);
        }
    }
    (lanes[0], sum)
}

#[cfg(test)]
mod tests {
    use super::super::Loops;
    use super::*;
    use alloc::vec;

    #[test]
    fn every_length_is_covered() {
        for length in 1..1200 {
            let x: vec::Vec<f64> = (1..=length).map(|i| f64::from(i * 7 % length)).collect();
            let exact = (x.iter().copied().fold(-1.0, f64::max), x.iter().copied().fold(1e9, f64::min));
            assert_eq!((Loops::greatest(&x), Loops::least(&x)), exact);
        }
        assert_eq!((Loops::greatest(&[]), Loops::least(&[])), (-f32::INFINITY, f32::INFINITY));
        for (size, width) in [(0, 3), (1, 1), (3, 2), (4, 70), (33, 65), (129, 10)] {
            let x: vec::Vec<f64> = (0..2 * size * width).map(|i| (i * i % 101) as f64 - 50.0).collect();
            let (along, mut most, mut least) =
                (AxisOf { outer: 2, size, inner: width }, vec![7.0; 2 * width], vec![7.0; 2 * width]);
            Loops::greatest_along(&x, along, &mut most);
            Loops::least_along(&x, along, &mut least);
            for place in 0..2 * width {
                let column = x[place / width * size * width..][..size * width].iter().skip(place % width);
                let column = column.step_by(width).copied();
                assert_eq!(most[place], column.clone().fold(-f64::INFINITY, f64::max), "{size} {width}");
                assert_eq!(least[place], column.fold(f64::INFINITY, f64::min), "{size} {width}");
            }
        }
    }
    #[test]
    fn nan_and_infinity_pass() {
        let along = AxisOf { outer: 1, size: 2, inner: 3 };
        let mut x = vec![f32::NAN, f32::INFINITY, f32::INFINITY, 1.0, -f32::INFINITY, 1.0];
        let mut out = [0.0; 3];
        Loops::greatest_along(&x, along, &mut out);
        assert!(out[0].is_nan() && out[1] == f32::INFINITY);
        Loops::least_along(&x, along, &mut out);
        assert!(out[0].is_nan() && out[1] == -f32::INFINITY && out[2] == 1.0);
        assert!(Loops::greatest(&x).is_nan() && Loops::least(&x).is_nan());
        x.resize(100, 3.0);
        assert!(Loops::greatest(&x).is_nan() && Loops::least(&x).is_nan());
        x[0] = 1.0;
        assert_eq!((Loops::greatest(&x), Loops::least(&x)), (f32::INFINITY, -f32::INFINITY), "their sum is no number");
    }
}
