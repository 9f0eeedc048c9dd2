//! Sums and extrema over whole slices, rows and lines of columns, at the speed of the memory.
//!
//! The order of the additions depends on the sizes alone, so that every instruction set gives the same bits.
use super::compiled::compiled;
use super::exp::Exp;
use super::reduce::AxisOf;
use super::simd::{Isa, Kernel, Lanes};
use core::array::from_fn;

compiled! {
    /// Sums and extrema, compiled once for each float.
    trait Sums {
        fn sum(x: &'a [E]) -> E;
        /// `Σ a·b`
        fn dot(a: &'a [E], b: &'a [E]) -> E;
        /// `out[o, i] = Σ_k x[o, k, i]`
        fn sum_along(x: &'a [E], along: AxisOf, out: &'a mut [E]);
        /// The greatest, not a number if one is not; −∞ of nothing.
        fn greatest(x: &'a [E]) -> E;
        /// The least, not a number if one is not; ∞ of nothing.
        fn least(x: &'a [E]) -> E;
        fn greatest_along(x: &'a [E], along: AxisOf, out: &'a mut [E]);
        fn least_along(x: &'a [E], along: AxisOf, out: &'a mut [E]);
    }
}

/// Independent sums, so that the processor can add several at once: two registers of the largest.
pub(super) const LANES: usize = 32;
/// So many terms are added in a plain loop, four in each lane at once.
pub(super) const BLOCK: usize = 1024;

/// What is made of a slice, or of two.
#[derive(Clone, Copy, PartialEq)]
enum What {
    Sum,
    Dot,
    Greatest,
    Least,
}
impl What {
    const ALL: [What; 4] = [What::Sum, What::Dot, What::Greatest, What::Least];
}

/// Functions of their own for each instruction set, which many others call: inlined into all of them they would be most of what is compiled.
macro_rules! called { ($($(#[$doc:meta])* fn $name:ident<$E:ident>($($arg:ident: $type:ty),*) -> $out:ty $body:block)*) => { $(
    $(#[$doc])*
    #[inline(always)]
    pub(super) fn $name<'a, I: Isa, $E: Exp>($($arg: $type),*) -> $out {
        struct Arguments<'a, $E> {
            $($arg: $type),*
        }
        impl<$E: Exp> Kernel for Arguments<'_, $E> {
            type Out = $out;
            #[inline(always)]
            fn run<I: Isa>(self) -> $out {
                let Arguments { $($arg),* } = self;
                $body
            }
        }
        // SAFETY: the machine has the instructions, since this runs.
        unsafe { I::call(Arguments { $($arg),* }) }
    }
)* } }
called! {
    fn sum<E>(x: &'a [E]) -> E {
        sum_of::<I, E>(x, x, What::Sum)
    }
    /// The greatest; of what is no number it says nothing.
    fn most<E>(x: &'a [E]) -> E {
        most_and_sum::<I, E>(x, false).0
    }
    fn sum_along<E>(x: &'a [E], along: AxisOf, out: &'a mut [E]) -> () {
        sums_along::<I, E>(x, along, out);
    }
}
#[inline(always)]
pub(super) fn dot<I: Isa, E: Exp>(a: &[E], b: &[E]) -> E {
    sum_of::<I, E>(a, b, What::Dot)
}
/// Blocks are added lane by lane, and what that loses by rounding is added at the end: at most a dozen additions are between a term and
/// the sum of its block, and the number of blocks plays no part.
#[inline(always)]
fn sum_of<I: Isa, E: Exp>(a: &[E], b: &[E], what: What) -> E {
    let whole = a.len() / LANES * LANES;
    let ((a, a_rest), (b, b_rest)) = (a.split_at(whole), b.split_at(whole));
    let few = sum_of_few(a_rest, b_rest, what);
    if whole == 0 {
        return few;
    }
    let mut lanes = [E::ZERO; LANES];
    if whole <= BLOCK {
        _ = in_lanes::<I, E>(a, b, what, &mut lanes);
    } else {
        let mut total = Compensated::<E, LANES>::new();
        for (a, b) in a.chunks(BLOCK).zip(b.chunks(BLOCK)) {
            _ = in_lanes::<I, E>(a, b, what, &mut lanes);
            total.add(&lanes);
        }
        total.finish(&mut lanes);
    }
    sum_of_eight(from_fn(|i| (lanes[i] + lanes[i + 16]) + (lanes[i + 8] + lanes[i + 24]))) + few
}
/// The greatest or the least; of what is no number it says nothing. And a sum, which is no number if one of them is none.
#[inline(always)]
fn most_and_sum<I: Isa, E: Exp>(x: &[E], is_least: bool) -> (E, E) {
    let what = if is_least { What::Least } else { What::Greatest };
    let (of_rows, rest) = x.split_at(x.len() / LANES * LANES);
    let beyond = |a: E, b: E| if b > a { b } else { a };
    let few = rest.iter().fold(-E::INFINITY, |most, &x| beyond(most, if is_least { -x } else { x }));
    let (mut most, mut sum) = (few, rest.iter().fold(E::ZERO, |sum, &x| sum + x));
    if !of_rows.is_empty() {
        let mut lanes = [E::ZERO; LANES];
        sum += in_lanes::<I, E>(of_rows, of_rows, what, &mut lanes);
        let eight: [E; 8] = from_fn(|i| beyond(beyond(lanes[i], lanes[i + 16]), beyond(lanes[i + 8], lanes[i + 24])));
        most = eight.into_iter().fold(few, beyond);
    }
    (if is_least { -most } else { most }, sum)
}
/// Each as a function of its own, whose variables lie in its own frame when nothing is optimised.
#[inline(always)]
fn in_lanes<I: Isa, E: Exp>(a: &[E], b: &[E], what: What, lanes: &mut [E; LANES]) -> E {
    // SAFETY: the machine has the instructions, since this runs.
    unsafe {
        match what {
            What::Sum => I::call(InLanes::<E, 0> { a, b, lanes }),
            What::Dot => I::call(InLanes::<E, 1> { a, b, lanes }),
            What::Greatest => I::call(InLanes::<E, 2> { a, b, lanes }),
            What::Least => I::call(InLanes::<E, 3> { a, b, lanes }),
        }
    }
}
struct InLanes<'a, E, const WHAT: usize> {
    a: &'a [E],
    b: &'a [E],
    lanes: &'a mut [E; LANES],
}
impl<E: Exp, const WHAT: usize> Kernel for InLanes<'_, E, WHAT> {
    type Out = E;
    #[inline(always)]
    fn run<I: Isa>(self) -> E {
        in_registers::<I, E>(self.a, self.b, const { What::ALL[WHAT] }, self.lanes)
    }
}
/// Row by row of LANES numbers, in registers, which LLVM does not always make of an array. The least is that of the negatives, the greatest.
/// Returns the sum of them, too, in any order; where nobody asks for it, the compiler leaves it out.
#[inline(always)]
fn in_registers<I: Isa, E: Exp>(a: &[E], b: &[E], what: What, lanes: &mut [E; LANES]) -> E {
    assert!(a.len() == b.len() && a.len() % LANES == 0, "both are so long, and whole rows");
    let (of_one, rows) = (<E::Lanes<I> as Lanes<E>>::LEN, a.len() / LANES);
    let quads = rows / 4 * 4;
    // SAFETY: a and b hold whole rows of LANES numbers, and what is read is a register inside of one; `lanes` is one such row. No register
    // is longer, and 16 of the shortest, of two numbers, are a row. The machine has the instructions, since this runs.
    unsafe {
        let start = if what.is_sum() { E::ZERO } else { -E::INFINITY };
        let mut all = [E::Lanes::<I>::splat(start); 16];
        let mut sum = E::Lanes::<I>::splat(E::ZERO);
        let (a, b) = (a.as_ptr(), b.as_ptr());
        for row in (0..quads).step_by(4) {
            for (nth, all) in all.iter_mut().enumerate().take(LANES / of_one) {
                let at = row * LANES + nth * of_one;
                let (p, q) = (what.term::<I, E>(a, b, at), what.term::<I, E>(a, b, at + LANES));
                let (r, s) = (what.term::<I, E>(a, b, at + 2 * LANES), what.term::<I, E>(a, b, at + 3 * LANES));
                *all = what.two::<I, E>(what.two::<I, E>(what.two::<I, E>(p, q), what.two::<I, E>(r, s)), *all);
                sum = p.add(q).add(r.add(s)).add(sum);
            }
        }
        for row in quads..rows {
            for (nth, all) in all.iter_mut().enumerate().take(LANES / of_one) {
                let p = what.term::<I, E>(a, b, row * LANES + nth * of_one);
                *all = what.two::<I, E>(p, *all);
                sum = p.add(sum);
            }
        }
        for (nth, all) in all.into_iter().enumerate().take(LANES / of_one) {
            all.store(lanes.as_mut_ptr().add(nth * of_one));
        }
        sum.sum()
    }
}
// Not closures, which may stay functions, and those would not have the instructions.
impl What {
    #[inline(always)]
    fn is_sum(self) -> bool {
        matches!(self, What::Sum | What::Dot)
    }
    /// # Safety
    /// The machine has the instructions, and so many numbers behind `at` can be read as are in a register.
    #[inline(always)]
    unsafe fn term<I: Isa, E: Exp>(self, a: *const E, b: *const E, at: usize) -> E::Lanes<I> {
        // SAFETY: by the caller.
        unsafe {
            let x = E::Lanes::<I>::load(a.add(at));
            match self {
                What::Sum | What::Greatest => x,
                What::Dot => E::Lanes::<I>::load(b.add(at)).times_plus(x, E::Lanes::<I>::splat(E::ZERO)),
                What::Least => x.times_plus(E::Lanes::<I>::splat(-E::ONE), E::Lanes::<I>::splat(E::ZERO)),
            }
        }
    }
    /// # Safety
    /// The machine has the instructions.
    #[inline(always)]
    unsafe fn two<I: Isa, E: Exp>(self, x: E::Lanes<I>, y: E::Lanes<I>) -> E::Lanes<I> {
        // SAFETY: by the caller.
        unsafe { if self.is_sum() { x.add(y) } else { x.greater(y) } }
    }
}
#[inline(always)]
fn sum_of_few<E: Exp>(mut a: &[E], mut b: &[E], what: What) -> E {
    let f = |a: E, b: E| if what == What::Dot { a * b } else { a };
    let (mut lanes, mut rest) = ([E::ZERO; 8], E::ZERO);
    while let (Some((x, a_left)), Some((y, b_left))) = (a.split_first_chunk::<8>(), b.split_first_chunk::<8>()) {
        for (i, lane) in lanes.iter_mut().enumerate() {
            *lane += f(x[i], y[i]);
        }
        (a, b) = (a_left, b_left);
    }
    for (&a, &b) in a.iter().zip(b) {
        rest += f(a, b);
    }
    sum_of_eight(lanes) + rest
}
#[inline(always)]
fn sum_of_eight<E: Exp>([a, b, c, d, e, f, g, h]: [E; 8]) -> E {
    ((a + e) + (b + f)) + ((c + g) + (d + h))
}

#[inline(always)]
fn add_to<E: Exp>(sums: &mut [E], terms: &[E]) {
    for (sum, &term) in sums.iter_mut().zip(terms) {
        *sum += term;
    }
}

#[inline(always)]
fn sums_along<I: Isa, E: Exp>(x: &[E], along: AxisOf, out: &mut [E]) {
    let AxisOf { size, inner, .. } = along;
    if inner == 1 {
        for (row, sum_of_row) in out.iter_mut().enumerate() {
            *sum_of_row = sum::<I, E>(&x[row * size..][..size]);
        }
        return;
    }
    for (o, sums) in out.chunks_exact_mut(inner.max(1)).enumerate() {
        let lines = &x[o * size * inner..][..size * inner];
        // The sums of few columns are not worth the emptying of many.
        // SAFETY: the machine has the instructions, since this runs.
        unsafe {
            if inner <= 64 {
                I::call(SumLines::<E, 64> { lines, sums });
            } else {
                I::call(SumLines::<E, 1024> { lines, sums });
            }
        }
    }
}
/// Lines that are added in a plain loop, four of them at once.
pub(super) const LINES: usize = 32;

/// Sums of the blocks of `TILE` columns. What they lose by rounding is added up, too, and added at the end.
pub(super) struct Compensated<E, const TILE: usize> {
    total: [E; TILE],
    lost: [E; TILE],
}
impl<E: Exp, const TILE: usize> Compensated<E, TILE> {
    #[inline(always)]
    pub fn new() -> Self {
        Compensated { total: [E::ZERO; TILE], lost: [E::ZERO; TILE] }
    }
    #[inline(always)]
    pub fn add(&mut self, sums: &[E]) {
        for ((total, lost), &sum) in self.total.iter_mut().zip(&mut self.lost).zip(sums) {
            // Knuth's sum of two: exact, whichever is the greater.
            let both = *total + sum;
            let of_sum = both - *total;
            *lost += (*total - (both - of_sum)) + (sum - of_sum);
            *total = both;
        }
    }
    #[inline(always)]
    pub fn first(&self) -> E {
        let mut out = [E::ZERO];
        self.finish(&mut out);
        out[0]
    }
    #[inline(always)]
    pub fn finish(&self, out: &mut [E]) {
        for (out, (&total, &lost)) in out.iter_mut().zip(self.total.iter().zip(&self.lost)) {
            // What is infinite or no number has lost nothing.
            *out = if lost.is_nan() { total } else { total + lost };
        }
    }
}
struct SumLines<'a, E, const TILE: usize> {
    lines: &'a [E],
    sums: &'a mut [E],
}
impl<E: Exp, const TILE: usize> Kernel for SumLines<'_, E, TILE> {
    type Out = ();
    #[inline(always)]
    fn run<I: Isa>(self) {
        sum_lines::<E, TILE>(self.lines, self.sums);
    }
}
/// `TILE` columns at a time.
#[inline(always)]
fn sum_lines<E: Exp, const TILE: usize>(x: &[E], out: &mut [E]) {
    let width = out.len();
    for (nth, out) in out.chunks_mut(TILE).enumerate() {
        let columns = nth * TILE..nth * TILE + out.len();
        let mut total = Compensated::<E, TILE>::new();
        for block in x.chunks(LINES * width) {
            let mut sums = [E::ZERO; TILE];
            let sums = &mut sums[..out.len()];
            let quads = block.chunks_exact(4 * width);
            for line in quads.remainder().chunks_exact(width) {
                add_to(sums, &line[columns.clone()]);
            }
            for quad in quads {
                let [a, b, c, d] = [0, 1, 2, 3].map(|k| &quad[k * width..][columns.clone()]);
                for ((((sum, &a), &b), &c), &d) in sums.iter_mut().zip(a).zip(b).zip(c).zip(d) {
                    *sum += (a + b) + (c + d);
                }
            }
            total.add(sums);
        }
        total.finish(out);
    }
}

macro_rules! extremum { ($of_all:ident $along:ident $beyond:tt $start:expr, $is_least:literal) => {
    #[inline(always)]
    pub(super) fn $of_all<I: Isa, E: Exp>(x: &[E]) -> E {
        let two = |a: E, b: E| if a $beyond b || a.is_nan() { a } else { b };
        let mut all = $start;
        for block in x.chunks(BLOCK) {
            let (most, sum) = most_and_sum::<I, E>(block, $is_least);
            // Of what is no number comparisons say nothing, but then the sum is none either.
            all = if sum.is_nan() { block.iter().copied().fold(all, two) } else { two(all, most) };
        }
        all
    }
    #[inline(always)]
    fn $along<I: Isa, E: Exp>(x: &[E], along: AxisOf, out: &mut [E]) {
        let AxisOf { size, inner, .. } = along;
        if inner == 1 {
            for (row, y) in out.iter_mut().enumerate() {
                *y = $of_all::<I, E>(&x[row * size..][..size]);
            }
            return;
        }
        out.fill($start);
        let two = |a: E, b: E| if a $beyond b || a.is_nan() { a } else { b };
        for (o, out) in out.chunks_exact_mut(inner.max(1)).enumerate() {
            let quads = x[o * size * inner..][..size * inner].chunks_exact(4 * inner);
            for line in quads.remainder().chunks_exact(inner) {
                for (y, &x) in out.iter_mut().zip(line) {
                    *y = two(*y, x);
                }
            }
            for quad in quads {
                let [a, b, c, d] = [0, 1, 2, 3].map(|k| &quad[k * inner..][..inner]);
                for ((((y, &a), &b), &c), &d) in out.iter_mut().zip(a).zip(b).zip(c).zip(d) {
                    *y = two(two(two(a, b), two(c, d)), *y);
                }
            }
        }
    }
} }
extremum! { greatest greatest_along > -E::INFINITY, false }
extremum! { least least_along < E::INFINITY, true }

#[cfg(test)]
mod tests {
    use super::super::Loops;
    use super::*;
    use alloc::vec;

    /// The error of an f32 sum of 2^20 terms of 0.1, in units of its last place.
    fn error(sum: f32) -> f64 {
        let exact = f64::from(0.1_f32) * f64::from(1 << 20);
        (f64::from(sum) - exact).abs() / f64::from(1.0_f32 / 128.0)
    }
    #[test]
    fn sums_are_exact_to_few_last_places() {
        let (x, ones) = (vec![0.1_f32; 2 << 20], vec![1.0; 1 << 20]);
        let of_half = &x[..1 << 20];
        assert!(error(of_half.iter().sum()) > 1000.0, "a plain loop should be far off");
        assert!(error(Loops::sum(of_half)) < 4.0 && error(Loops::dot(of_half, &ones)) < 4.0);
        let (mut two, mut hundred) = ([0.0; 2], [0.0; 100]);
        Loops::sum_along(&x, AxisOf { outer: 1, size: 1 << 20, inner: 2 }, &mut two);
        assert!(two.into_iter().all(|sum| error(sum) < 4.0));
        let of_hundred = vec![0.1_f32; 100 << 16];
        Loops::sum_along(&of_hundred, AxisOf { outer: 1, size: 1 << 16, inner: 100 }, &mut hundred);
        assert!(hundred.into_iter().all(|sum| error(sum * 16.0) < 4.0));
    }
    #[test]
    fn every_length_is_covered() {
        for length in (0..1200).chain([10_000]) {
            let x: vec::Vec<f64> = (1..=length).map(f64::from).collect();
            let (total, ones) = (f64::from(length * (length + 1) / 2), vec![1.0; x.len()]);
            assert_eq!((Loops::sum(&x), Loops::dot(&x, &ones)), (total, total));
            let mut along = [0.0];
            Loops::sum_along(&x, AxisOf { outer: 1, size: x.len(), inner: 1 }, &mut along);
            assert_eq!(along, [total]);
            let extremes = (Loops::greatest(&x), Loops::least(&x));
            assert!(x.is_empty() || extremes == (f64::from(length), 1.0));
        }
        for (size, width) in [(0, 3), (1, 1), (3, 2), (4, 70), (33, 65), (70, 1030), (129, 10)] {
            let x: vec::Vec<f64> = (0..2 * size * width).map(|i| (i * i % 101) as f64).collect();
            let along = AxisOf { outer: 2, size, inner: width };
            let at = |o: usize, i: usize| x[o * size * width..][..size * width].iter().skip(i).step_by(width).copied();
            let (mut sums, mut most, mut least) = (vec![7.0; 2 * width], vec![7.0; 2 * width], vec![7.0; 2 * width]);
            Loops::sum_along(&x, along, &mut sums);
            Loops::greatest_along(&x, along, &mut most);
            Loops::least_along(&x, along, &mut least);
            for (place, o, i) in (0..2 * width).map(|place| (place, place / width, place % width)) {
                assert_eq!(sums[place], at(o, i).sum::<f64>(), "{size} {width}");
                assert_eq!(most[place], at(o, i).fold(-f64::INFINITY, f64::max));
                assert_eq!(least[place], at(o, i).fold(f64::INFINITY, f64::min));
            }
        }
    }
    #[test]
    fn nan_and_infinity_pass() {
        let along = AxisOf { outer: 1, size: 2, inner: 3 };
        let x = [f32::NAN, f32::INFINITY, f32::INFINITY, 1.0, -f32::INFINITY, 1.0];
        let mut out = [0.0; 3];
        Loops::sum_along(&x, along, &mut out);
        assert!(out[0].is_nan() && out[1].is_nan() && out[2] == f32::INFINITY);
        Loops::greatest_along(&x, along, &mut out);
        assert!(out[0].is_nan() && out[1] == f32::INFINITY);
        assert!(Loops::greatest(&x).is_nan() && Loops::least(&x).is_nan() && Loops::sum(&x).is_nan());
    }
}
