//! Reductions along one axis. Sums are pairwise: the error grows with log n instead of n.
use crate::elem::Float;

/// Where an axis lies: `outer` blocks of `size` lines of `inner` elements.
#[derive(Clone, Copy)]
pub(crate) struct AxisOf {
    pub outer: usize,
    pub size: usize,
    pub inner: usize,
}

/// So many terms are added in a plain loop before sums are added pairwise.
const BLOCK: usize = 128;
/// Independent sums in that loop, so that the processor can add several at once.
const LANES: usize = 8;
/// Columns that are summed side by side.
const COLUMNS: usize = 32;

/// `Σ f(x[i])`, pairwise.
#[inline]
pub(crate) fn sum<E: Float>(x: &[E], f: impl Fn(E) -> E + Copy) -> E {
    if x.len() > BLOCK {
        // Halves are cut at whole blocks, so that the order of additions depends on the length alone.
        let (left, right) = x.split_at((x.len() / 2).next_multiple_of(BLOCK));
        return sum(left, f) + sum(right, f);
    }
    let mut lanes = [E::ZERO; LANES];
    let chunks = x.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for (lane, &x) in lanes.iter_mut().zip(chunk) {
            *lane += f(x);
        }
    }
    for (lane, &x) in lanes.iter_mut().zip(rest) {
        *lane += f(x);
    }
    let [a, b, c, d, e, g, h, i] = lanes;
    ((a + b) + (c + d)) + ((e + g) + (h + i))
}

/// `out[o, i] = Σ_k f(x[o, k, i], o · inner + i)`, pairwise along `k`.
#[inline]
pub(crate) fn sum_axis<E: Float>(x: &[E], axis: AxisOf, out: &mut [E], f: impl Fn(E, usize) -> E + Copy) {
    let AxisOf { size, inner, .. } = axis;
    if inner == 1 {
        for (o, y) in out.iter_mut().enumerate() {
            *y = sum(&x[o * size..][..size], |x| f(x, o));
        }
        return;
    }
    for o in 0..axis.outer {
        let (lines, sums) = (&x[o * size * inner..][..size * inner], &mut out[o * inner..][..inner]);
        for (nth, sums) in sums.chunks_mut(COLUMNS).enumerate() {
            let first = nth * COLUMNS;
            let columns = column_sums(lines, inner, first, sums.len(), |x, i| f(x, o * inner + i));
            sums.copy_from_slice(&columns[..sums.len()]);
        }
    }
}

/// The sums of `width` columns from `first` on, of lines that are `stride` long.
fn column_sums<E: Float>(
    lines: &[E],
    stride: usize,
    first: usize,
    width: usize,
    f: impl Fn(E, usize) -> E + Copy,
) -> [E; COLUMNS] {
    let count = lines.len() / stride;
    let mut sums = [E::ZERO; COLUMNS];
    if count > BLOCK {
        let (top, bottom) = lines.split_at(count / 2 * stride);
        sums = column_sums(top, stride, first, width, f);
        let lower = column_sums(bottom, stride, first, width, f);
        sums.iter_mut().zip(lower).for_each(|(sum, lower)| *sum += lower);
        return sums;
    }
    for line in lines.chunks_exact(stride) {
        for (i, (sum, &x)) in sums.iter_mut().zip(&line[first..][..width]).enumerate() {
            *sum += f(x, first + i);
        }
    }
    sums
}

/// `out[o, i] = f(… f(f(start, x[o, 0, i]), x[o, 1, i]) …)`, for functions that may be applied in any order.
#[inline]
pub(crate) fn fold_axis<E: Float>(x: &[E], axis: AxisOf, out: &mut [E], start: E, f: impl Fn(E, E) -> E) {
    let AxisOf { size, inner, .. } = axis;
    out.fill(start);
    if out.is_empty() {
        return;
    }
    if inner == 1 {
        for (o, y) in out.iter_mut().enumerate() {
            *y = x[o * size..][..size].iter().fold(start, |y, &x| f(y, x));
        }
        return;
    }
    for o in 0..axis.outer {
        for line in x[o * size * inner..][..size * inner].chunks_exact(inner) {
            for (y, &x) in out[o * inner..][..inner].iter_mut().zip(line) {
                *y = f(*y, x);
            }
        }
    }
}

/// Calls `f(y, x)` for every `x[o, k, i]` with the position `o · inner + i` of its line's result.
#[inline]
pub(crate) fn each_with_result<E>(x: &mut [E], axis: AxisOf, mut f: impl FnMut(&mut E, usize)) {
    let AxisOf { size, inner, .. } = axis;
    for o in 0..axis.outer {
        for line in 0..size {
            for (i, x) in x[(o * size + line) * inner..][..inner].iter_mut().enumerate() {
                f(x, o * inner + i);
            }
        }
    }
}
