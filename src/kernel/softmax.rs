//! Exponentials and their sums, along an axis.
use super::activation::exp;
use super::compiled::{called, compiled};
use super::exp::Exp;
use super::extrema::{greatest, most};
use super::reduce::AxisOf;
use super::simd::{Isa, Kernel};
use super::sums::{BLOCK, Compensated, LINES, dot, sum, sum_along};

compiled! {
    /// Softmax and its like, compiled once for each float. `lines` is room for one number of each line.
    trait Exponentials {
        /// `y = softmax(x)`
        fn softmax(along: AxisOf, x: &'a [E], lines: &'a mut [E], y: &'a mut [E]);
        /// `dx = y·(dy − Σ dy·y)`
        fn softmax_backward(along: AxisOf, dy: &'a [E], y: &'a [E], lines: &'a mut [E], dx: &'a mut [E]);
        /// `y = x − ln Σ eˣ`
        fn log_softmax(along: AxisOf, x: &'a [E], lines: &'a mut [E], y: &'a mut [E]);
        /// `dx = dy − eʸ·Σ dy`
        fn log_softmax_backward(along: AxisOf, dy: &'a [E], y: &'a [E], lines: &'a mut [E], dx: &'a mut [E]);
        /// `sums = Σ eˣ⁻ˢ`, with a shift s for each line.
        fn sum_exp(along: AxisOf, x: &'a [E], shifts: &'a [E], sums: &'a mut [E]);
        /// Softmax of one row in its place; of a row that is −∞ altogether, 0.
        fn softmax_or_nothing(row: &'a mut [E]);
        /// `p = softmax(x)·share` of one row. The logsumexp comes back in two parts: the greatest, and what is above it.
        fn probabilities(x: &'a [E], share: E, p: &'a mut [E]) -> (E, E);
        /// `Σ −ln softmax(x)[truth]` over rows of so many classes, and the gradient of that times `share`.
        fn negative_log_likelihoods(x: &'a [E], truth: &'a [u32], classes: usize, share: E, dx: &'a mut [E]) -> E;
    }
}

/// Numbers of whole rows that stay in the nearest cache from one loop over them to the next.
const NEAR: usize = 2048;
/// Rows for which there is room to keep a number each.
const ROWS: usize = 64;

/// How many rows of a length are taken together.
#[inline(always)]
fn rows_together(size: usize) -> usize {
    (NEAR / size.max(1)).clamp(1, ROWS)
}
#[inline(always)]
fn scale<E: Exp>(x: &mut [E], factor: E) {
    for x in x {
        *x *= factor;
    }
}
/// `f(line of x, line of y, part of lines)`: every line `x[o, k]` with the numbers of its columns.
macro_rules! each_line {
    ($along:ident, $lines:ident, $x:ident, $y:ident, |$line_x:ident, $line_y:ident, $columns:ident| $f:expr) => {
        let AxisOf { size, inner, .. } = $along;
        for (o, $columns) in $lines.chunks_exact(inner.max(1)).enumerate() {
            let part = o * size * inner..(o + 1) * size * inner;
            let lines_y = $y[part.clone()].chunks_exact_mut(inner);
            for ($line_x, $line_y) in $x[part].chunks_exact(inner).zip(lines_y) {
                $f
            }
        }
    };
}

called! {
    /// `y = eˣ⁻ᵗᵒᵖ` of rows, and the tops.
    fn exponentials<E>(x: &'a [E], size: usize, tops: &'a mut [E; ROWS], y: &'a mut [E]) -> () {
        // Short rows leave no whole register for a loop over one of them, and there is one loop over all.
        let is_short = size < 32;
        for ((x, y), of_row) in x.chunks_exact(size).zip(y.chunks_exact_mut(size)).zip(&mut *tops) {
            let top = most::<I, E>(x);
            *of_row = top;
            for (y, &x) in y.iter_mut().zip(x) {
                *y = if is_short { x - top } else { (x - top).exp_down::<I>(-E::ZERO) };
            }
        }
        if is_short {
            for y in y {
                *y = y.exp_down::<I>(-E::ZERO);
            }
        }
    }
    fn sum_exp_of_row<E>(x: &'a [E], shift: E) -> E {
        let mut total = Compensated::<E, 1>::NOTHING;
        for x in x.chunks(BLOCK) {
            let mut exponentials = [E::ZERO; BLOCK];
            for (e, &x) in exponentials.iter_mut().zip(x) {
                *e = (x - shift).fast_exp::<I>();
            }
            total.add(&[sum::<I, E>(&exponentials[..x.len()])]);
        }
        total.sums()[0]
    }
    /// Without shifts, they are 0.
    fn sum_exp_of_lines<E>(along: AxisOf, x: &'a [E], shifts: Option<&'a [E]>, sums: &'a mut [E]) -> () {
        const TILE: usize = 64;
        let AxisOf { size, inner, .. } = along;
        for (o, out) in sums.chunks_exact_mut(inner.max(1)).enumerate() {
            let x = &x[o * size * inner..][..size * inner];
            for (nth, out) in out.chunks_mut(TILE).enumerate() {
                let columns = nth * TILE..nth * TILE + out.len();
                let (mut shift, mut total) = ([E::ZERO; TILE], Compensated::<E, TILE>::NOTHING);
                if let Some(shifts) = shifts {
                    shift[..out.len()].copy_from_slice(&shifts[o * inner..][columns.clone()]);
                }
                for block in x.chunks(LINES * inner) {
                    let mut sums = [E::ZERO; TILE];
                    for line in block.chunks_exact(inner) {
                        for ((sum, &x), &shift) in sums.iter_mut().zip(&line[columns.clone()]).zip(&shift) {
                            *sum += (x - shift).fast_exp::<I>();
                        }
                    }
                    total.add(&sums[..out.len()]);
                }
                total.finish(out);
            }
        }
    }
}

#[inline(always)]
fn softmax<I: Isa, E: Exp>(along: AxisOf, x: &[E], lines: &mut [E], y: &mut [E]) {
    let size = along.size;
    if along.inner == 1 {
        let part = (rows_together(size) * size).max(1);
        for (x, y) in x.chunks(part).zip(y.chunks_mut(part)) {
            exponentials::<I, E>(x, size, &mut [E::ZERO; ROWS], y);
            for y in y.chunks_exact_mut(size) {
                let share = E::ONE / sum::<I, E>(y);
                scale(y, share);
            }
        }
        return;
    }
    tops(along, x, lines);
    each_line!(along, lines, x, y, |x, y, tops| for ((y, &x), &top) in y.iter_mut().zip(x).zip(tops) {
        *y = (x - top).exp_down::<I>(-E::ZERO);
    });
    sum_along::<I, E>(y, along, lines);
    for sum in lines.iter_mut() {
        *sum = E::ONE / *sum;
    }
    times_lines(along, lines, y);
}
/// The greatest of every line, as [`most`].
#[inline(always)]
fn tops<E: Exp>(along: AxisOf, x: &[E], lines: &mut [E]) {
    let AxisOf { size, inner, .. } = along;
    lines.fill(-E::INFINITY);
    for (o, tops) in lines.chunks_exact_mut(inner.max(1)).enumerate() {
        for line in x[o * size * inner..][..size * inner].chunks_exact(inner) {
            for (top, &x) in tops.iter_mut().zip(line) {
                *top = if x > *top { x } else { *top };
            }
        }
    }
}
#[inline(always)]
fn times_lines<E: Exp>(along: AxisOf, lines: &[E], y: &mut [E]) {
    let AxisOf { size, inner, .. } = along;
    for (o, factors) in lines.chunks_exact(inner.max(1)).enumerate() {
        for line in y[o * size * inner..][..size * inner].chunks_exact_mut(inner) {
            for (y, &factor) in line.iter_mut().zip(factors) {
                *y *= factor;
            }
        }
    }
}

#[inline(always)]
fn softmax_backward<I: Isa, E: Exp>(along: AxisOf, dy: &[E], y: &[E], lines: &mut [E], dx: &mut [E]) {
    let size = along.size;
    if along.inner == 1 && size > 0 {
        for ((dy, y), dx) in dy.chunks_exact(size).zip(y.chunks_exact(size)).zip(dx.chunks_exact_mut(size)) {
            let mean = dot::<I, E>(dy, y);
            for (dx, (&dy, &y)) in dx.iter_mut().zip(dy.iter().zip(y)) {
                *dx = y * (dy - mean);
            }
        }
        return;
    }
    for (dx, (&dy, &y)) in dx.iter_mut().zip(dy.iter().zip(y)) {
        *dx = dy * y;
    }
    sum_along::<I, E>(dx, along, lines);
    each_line!(along, lines, dy, dx, |dy, dx, means| for ((dx, &dy), &mean) in dx.iter_mut().zip(dy).zip(means) {
        *dx = dy - mean;
    });
    for (dx, &y) in dx.iter_mut().zip(y) {
        *dx *= y;
    }
}
#[inline(always)]
fn log_softmax<I: Isa, E: Exp>(along: AxisOf, x: &[E], lines: &mut [E], y: &mut [E]) {
    let size = along.size;
    if along.inner == 1 && size > 0 {
        for (x, y) in x.chunks_exact(size).zip(y.chunks_exact_mut(size)) {
            let top = most::<I, E>(x);
            let ln_sum = sum_exp_of_row::<I, E>(x, top).ln();
            for (y, &x) in y.iter_mut().zip(x) {
                *y = (x - top) - ln_sum;
            }
        }
        return;
    }
    tops(along, x, lines);
    minus_lines(along, lines, x, y);
    sum_exp_of_lines::<I, E>(along, y, None, lines);
    for sum in lines.iter_mut() {
        *sum = -sum.ln();
    }
    let AxisOf { size, inner, .. } = along;
    for (o, lines) in lines.chunks_exact(inner.max(1)).enumerate() {
        for line in y[o * size * inner..][..size * inner].chunks_exact_mut(inner) {
            for (y, &rest) in line.iter_mut().zip(lines) {
                *y += rest;
            }
        }
    }
}
#[inline(always)]
fn minus_lines<E: Exp>(along: AxisOf, lines: &[E], x: &[E], y: &mut [E]) {
    each_line!(along, lines, x, y, |x, y, shifts| for ((y, &x), &shift) in y.iter_mut().zip(x).zip(shifts) {
        *y = x - shift;
    });
}
#[inline(always)]
fn log_softmax_backward<I: Isa, E: Exp>(along: AxisOf, dy: &[E], y: &[E], lines: &mut [E], dx: &mut [E]) {
    sum_along::<I, E>(dy, along, lines);
    exp::<I, E>(y, dx);
    if along.inner == 1 && along.size > 0 {
        let rows = dx.chunks_exact_mut(along.size).zip(dy.chunks_exact(along.size));
        for ((dx, dy), &sum) in rows.zip(&*lines) {
            for (dx, &dy) in dx.iter_mut().zip(dy) {
                *dx = dy - *dx * sum;
            }
        }
        return;
    }
    each_line!(along, lines, dy, dx, |dy, dx, sums| for ((dx, &dy), &sum) in dx.iter_mut().zip(dy).zip(sums) {
        *dx = dy - *dx * sum;
    });
}
#[inline(always)]
fn sum_exp<I: Isa, E: Exp>(along: AxisOf, x: &[E], shifts: &[E], sums: &mut [E]) {
    if along.inner == 1 {
        for (row, (sum, &shift)) in sums.iter_mut().zip(shifts).enumerate() {
            *sum = sum_exp_of_row::<I, E>(&x[row * along.size..][..along.size], shift);
        }
        return;
    }
    sum_exp_of_lines::<I, E>(along, x, Some(shifts), sums);
}
#[inline(always)]
fn softmax_or_nothing<I: Isa, E: Exp>(row: &mut [E]) {
    let top = greatest::<I, E>(row);
    if top == -E::INFINITY {
        row.fill(E::ZERO);
        return;
    }
    for score in row.iter_mut() {
        *score = (*score - top).exp_down::<I>(-E::ZERO);
    }
    let share = E::ONE / sum::<I, E>(row);
    scale(row, share);
}
#[inline(always)]
fn probabilities<I: Isa, E: Exp>(x: &[E], share: E, p: &mut [E]) -> (E, E) {
    let greatest = most::<I, E>(x);
    for (p, &x) in p.iter_mut().zip(x) {
        *p = (x - greatest).exp_down::<I>(-E::ZERO);
    }
    let sum = sum::<I, E>(p);
    scale(p, share / sum);
    (greatest, sum.ln())
}
#[inline(always)]
fn negative_log_likelihoods<I: Isa, E: Exp>(x: &[E], truth: &[u32], classes: usize, share: E, dx: &mut [E]) -> E {
    let (rows, mut total) = (rows_together(classes), Compensated::<E, 1>::NOTHING);
    let part = (rows * classes).max(1);
    let parts = x.chunks(part).zip(dx.chunks_mut(part));
    for ((x, dx), truth) in parts.zip(truth.chunks(rows)) {
        let mut tops = [E::ZERO; ROWS];
        exponentials::<I, E>(x, classes, &mut tops, dx);
        let rows = x.chunks_exact(classes).zip(dx.chunks_exact_mut(classes));
        for ((x, dx), (&top, &truth)) in rows.zip(tops.iter().zip(truth)) {
            let sum = sum::<I, E>(dx);
            scale(dx, share / sum);
            dx[truth as usize] -= share;
            total.add(&[sum.ln() + (top - x[truth as usize])]);
        }
    }
    total.sums()[0]
}
