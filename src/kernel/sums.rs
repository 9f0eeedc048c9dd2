//! Sums over slices, rows and lines of columns, at the speed of the memory.
//!
//! The order of the additions depends on the sizes alone. At most two dozen additions are between a term and the sum of its block, and what
//! the sum of the blocks loses by rounding is added at the end: the number of blocks plays no part.
use super::compiled::{called, compiled};
use super::exp::Exp;
use super::reduce::AxisOf;
use super::simd::{Isa, Kernel, Lanes};
use super::terms::{Here, Lines, Terms, made, starts};
use crate::elem::Float;

compiled! {
    /// Sums, compiled once for each float.
    trait Sums {
        fn sum(x: &'a [E]) -> E;
        /// `Σ a·b`
        fn dot(a: &'a [E], b: &'a [E]) -> E;
        /// `out[o, i] = Σ_k x[o, k, i]`
        fn sum_along(x: &'a [E], along: AxisOf, out: &'a mut [E]);
    }
}

/// Numbers of a row that are added side by side: a register of the largest.
const LANES: usize = 16;
/// Registers of columns that are.
const PANEL: usize = 4;
/// So many terms of a row are added in a plain loop, four in each lane at once.
pub(super) const BLOCK: usize = 1024;
/// So many lines are, four at once.
pub(super) const LINES: usize = 32;
/// So many lines are that are added one by one.
const FEW_LINES: usize = 16;

/// The numbers themselves.
#[derive(Clone, Copy)]
struct Plain;
impl<E: Float> Terms<E, 1, 0, 1> for Plain {
    #[inline(always)]
    unsafe fn of<I: Isa>(self, _: usize, x: [E::Lanes<I>; 1], _: [E::Lanes<I>; 0]) -> [E::Lanes<I>; 1] {
        x
    }
}
#[derive(Clone, Copy)]
struct Products;
impl<E: Float> Terms<E, 2, 0, 1> for Products {
    #[inline(always)]
    unsafe fn of<I: Isa>(self, _: usize, [a, b]: [E::Lanes<I>; 2], _: [E::Lanes<I>; 0]) -> [E::Lanes<I>; 1] {
        // SAFETY: by the caller.
        [unsafe { a.times(b) }]
    }
}

// Many others call these: inlined into all of them they would be most of what is compiled.
called! {
    fn sum<E>(x: &'a [E]) -> E {
        sum_row::<I, E, _, 1, 1>([x], Plain)[0]
    }
    fn dot<E>(a: &'a [E], b: &'a [E]) -> E {
        sum_row::<I, E, _, 2, 1>([a, b], Products)[0]
    }
    fn sum_along<E>(x: &'a [E], along: AxisOf, out: &'a mut [E]) -> () {
        let AxisOf { size, inner, .. } = along;
        if inner == 1 {
            for (row, sum_of_row) in out.iter_mut().enumerate() {
                *sum_of_row = sum::<I, E>(&x[row * size..][..size]);
            }
            return;
        }
        for (o, sums) in out.chunks_exact_mut(inner.max(1)).enumerate() {
            let x = &x[o * size * inner..][..size * inner];
            if inner <= 128 {
                let lines = Lines { count: size, apart: inner, width: inner };
                sum_lines::<I, E, _, 1, 0, 1>([x], lines, [], [Some(sums)], Plain);
            } else {
                sum_wide_lines::<I, E>(x, sums);
            }
        }
    }
    fn sum_wide_lines<E>(x: &'a [E], out: &'a mut [E]) -> () {
        wide_lines(x, out)
    }
}

/// The sums of what is made of slices of one length.
#[inline(always)]
pub(super) fn sum_row<I: Isa, E: Float, T: Terms<E, N, 0, K>, const N: usize, const K: usize>(
    x: [&[E]; N],
    terms: T,
) -> [E; K] {
    let len = x[0].len();
    // SAFETY: the machine has the instructions, since this runs.
    let of_block = |x| unsafe { I::call_often(Block { x, terms }) };
    if len <= BLOCK {
        return of_block(x);
    }
    let mut total = Compensated::<E, K>::NOTHING;
    for start in (0..len).step_by(BLOCK) {
        let mut block = x;
        for n in 0..N {
            block[n] = &x[n][start..len.min(start + BLOCK)];
        }
        total.add(&of_block(block));
    }
    total.sums()
}
struct Block<'a, E, T, const N: usize, const K: usize> {
    x: [&'a [E]; N],
    terms: T,
}
impl<E: Float, T: Terms<E, N, 0, K>, const N: usize, const K: usize> Kernel for Block<'_, E, T, N, K> {
    type Out = [E; K];
    #[inline(always)]
    fn run<I: Isa>(self) -> [E; K] {
        let Block { x, terms } = self;
        let (len, of_one) = (x[0].len(), <E::Lanes<I> as Lanes<E>>::LEN);
        for n in 1..N {
            assert!(x[n].len() == len, "slices of one length");
        }
        let (from, quads, mut out) = ((starts(x), []), len / (4 * LANES) * (4 * LANES), [E::ZERO; K]);
        let here = |at| Here { line: 0, at, column: 0 };
        // SAFETY: what is read lies below `len`. No register is longer than LANES numbers, and 8 of the shortest, of two numbers, are as
        // many. The machine has the instructions, since this runs.
        unsafe {
            let mut sums = [[E::Lanes::<I>::splat(E::ZERO); 8]; K];
            for at in (0..quads).step_by(4 * LANES) {
                for nth in 0..LANES / of_one {
                    let at = at + nth * of_one;
                    let p = made::<I, E, T, N, 0, K>(from, here(at), of_one, terms);
                    let q = made::<I, E, T, N, 0, K>(from, here(at + LANES), of_one, terms);
                    let r = made::<I, E, T, N, 0, K>(from, here(at + 2 * LANES), of_one, terms);
                    let s = made::<I, E, T, N, 0, K>(from, here(at + 3 * LANES), of_one, terms);
                    for k in 0..K {
                        sums[k][nth] = p[k].add(q[k]).add(r[k].add(s[k])).add(sums[k][nth]);
                    }
                }
            }
            for at in (quads..len).step_by(LANES) {
                for nth in 0..LANES / of_one {
                    let at = at + nth * of_one;
                    if at < len {
                        let terms = made::<I, E, T, N, 0, K>(from, here(at), len - at, terms);
                        for k in 0..K {
                            sums[k][nth] = terms[k].add(sums[k][nth]);
                        }
                    }
                }
            }
            for k in 0..K {
                for half in const { [4, 2, 1] } {
                    if half < LANES / of_one {
                        for nth in 0..half {
                            sums[k][nth] = sums[k][nth].add(sums[k][nth + half]);
                        }
                    }
                }
                out[k] = sums[k][0].sum();
            }
        }
        out
    }
}

/// The sums of columns of what is made of lines.
#[inline(always)]
pub(super) fn sum_lines<I: Isa, E: Float, T: Terms<E, N, C, K>, const N: usize, const C: usize, const K: usize>(
    x: [&[E]; N],
    lines: Lines,
    columns: [&[E]; C],
    out: [Option<&mut [E]>; K],
    terms: T,
) {
    // SAFETY: the machine has the instructions, since this runs.
    unsafe { I::call_often(Columns { x, lines, columns, out, terms }) }
}
struct Columns<'a, E, T, const N: usize, const C: usize, const K: usize> {
    x: [&'a [E]; N],
    lines: Lines,
    columns: [&'a [E]; C],
    out: [Option<&'a mut [E]>; K],
    terms: T,
}
impl<E: Float, T: Terms<E, N, C, K>, const N: usize, const C: usize, const K: usize> Kernel
    for Columns<'_, E, T, N, C, K>
{
    type Out = ();
    #[inline(always)]
    fn run<I: Isa>(mut self) {
        let (width, mut first, of_one) = (self.lines.width, 0, <E::Lanes<I> as Lanes<E>>::LEN);
        self.lines.check(&self.x, &self.columns);
        // SAFETY: all is inside of the width. The machine has the instructions, since this runs.
        unsafe {
            while first + PANEL * of_one <= width {
                self.panel::<I, PANEL>(first, of_one);
                first += PANEL * of_one;
            }
            while first < width {
                self.panel::<I, 1>(first, of_one.min(width - first));
                first += of_one;
            }
        }
    }
}
impl<E: Float, T: Terms<E, N, C, K>, const N: usize, const C: usize, const K: usize> Columns<'_, E, T, N, C, K> {
    /// The columns of `R` registers, or the first `count` of one.
    ///
    /// # Safety
    /// They are inside of the width of the lines, which all slices hold. The machine has the instructions.
    #[inline(always)]
    unsafe fn panel<I: Isa, const R: usize>(&mut self, first: usize, count: usize) {
        let (Lines { count: lines, apart, .. }, of_one) = (self.lines, <E::Lanes<I> as Lanes<E>>::LEN);
        let from = (starts(self.x), starts(self.columns));
        // SAFETY: by the caller.
        unsafe {
            let zeros = [[E::Lanes::<I>::splat(E::ZERO); R]; K];
            let (mut totals, mut lost) = (zeros, zeros);
            for block in (0..lines).step_by(FEW_LINES) {
                let mut sums = zeros;
                for line in block..lines.min(block + FEW_LINES) {
                    for nth in 0..R {
                        let column = first + nth * of_one;
                        let here = Here { line, at: line * apart + column, column };
                        let terms = made::<I, E, T, N, C, K>(from, here, count, self.terms);
                        for k in 0..K {
                            sums[k][nth] = sums[k][nth].add(terms[k]);
                        }
                    }
                }
                // As in `Compensated`.
                for k in 0..K {
                    for nth in 0..R {
                        let (total, sum) = (totals[k][nth], sums[k][nth]);
                        let both = total.add(sum);
                        let of_sum = both.minus(total);
                        lost[k][nth] = lost[k][nth].add(total.minus(both.minus(of_sum)).add(sum.minus(of_sum)));
                        totals[k][nth] = both;
                    }
                }
            }
            for k in 0..K {
                let Some(out) = &mut self.out[k] else { continue };
                for nth in 0..R {
                    // What is infinite or no number has lost nothing: `greater` gives the 0.
                    let (lost, zero) = (lost[k][nth], zeros[k][nth]);
                    let sum = totals[k][nth].add(lost.greater(zero).minus(zero.minus(lost).greater(zero)));
                    sum.store_first(out[first + nth * of_one..][..count].as_mut_ptr(), count);
                }
            }
        }
    }
}

/// Sums of the blocks of `TILE` columns. What they lose by rounding is added up, too, and added at the end.
pub(super) struct Compensated<E, const TILE: usize> {
    total: [E; TILE],
    lost: [E; TILE],
}
impl<E: Float, const TILE: usize> Compensated<E, TILE> {
    pub const NOTHING: Self = Compensated { total: [E::ZERO; TILE], lost: [E::ZERO; TILE] };
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
    pub fn finish(&self, out: &mut [E]) {
        for (out, (&total, &lost)) in out.iter_mut().zip(self.total.iter().zip(&self.lost)) {
            // What is infinite or no number has lost nothing.
            *out = if lost.is_nan() { total } else { total + lost };
        }
    }
    /// All sums.
    #[inline(always)]
    pub fn sums(&self) -> [E; TILE] {
        let mut out = [E::ZERO; TILE];
        self.finish(&mut out);
        out
    }
}
/// Whole lines, many columns of them at a time: wide lines lie far apart.
#[inline(always)]
fn wide_lines<E: Float>(x: &[E], out: &mut [E]) {
    const TILE: usize = 1024;
    let width = out.len();
    for (nth, out) in out.chunks_mut(TILE).enumerate() {
        let columns = nth * TILE..nth * TILE + out.len();
        let mut total = Compensated::<E, TILE>::NOTHING;
        for block in x.chunks(LINES * width) {
            let mut sums = [E::ZERO; TILE];
            let sums = &mut sums[..out.len()];
            let quads = block.chunks_exact(4 * width);
            for line in quads.remainder().chunks_exact(width) {
                for (sum, &term) in sums.iter_mut().zip(&line[columns.clone()]) {
                    *sum += term;
                }
            }
            for quad in quads {
                let of = |k: usize| &quad[k * width..][columns.clone()];
                let (a, b, c, d) = (of(0), of(1), of(2), of(3));
                for ((((sum, &a), &b), &c), &d) in sums.iter_mut().zip(a).zip(b).zip(c).zip(d) {
                    *sum += (a + b) + (c + d);
                }
            }
            total.add(sums);
        }
        total.finish(out);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::Loops;
    use super::*;
    use alloc::vec;

    /// The error of an f32 sum of 2^20 terms of 0.1, in units of its last place.
    pub(in crate::kernel) fn error(sum: f32) -> f64 {
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
        }
        for (size, width) in [(0, 3), (1, 1), (3, 2), (4, 70), (33, 65), (70, 1030), (129, 10)] {
            let x: vec::Vec<f64> = (0..2 * size * width).map(|i| (i * i % 101) as f64).collect();
            let mut sums = vec![7.0; 2 * width];
            Loops::sum_along(&x, AxisOf { outer: 2, size, inner: width }, &mut sums);
            for (place, sum) in sums.into_iter().enumerate() {
                let column = x[place / width * size * width..][..size * width].iter().skip(place % width);
                assert_eq!(sum, column.step_by(width).sum::<f64>(), "{size} {width}");
            }
        }
    }
    #[test]
    fn nan_and_infinity_pass() {
        let x = [f32::NAN, f32::INFINITY, f32::INFINITY, 1.0, -f32::INFINITY, 1.0];
        let mut out = [0.0; 3];
        Loops::sum_along(&x, AxisOf { outer: 1, size: 2, inner: 3 }, &mut out);
        assert!(out[0].is_nan() && out[1].is_nan() && out[2] == f32::INFINITY && Loops::sum(&x).is_nan());
    }
}
