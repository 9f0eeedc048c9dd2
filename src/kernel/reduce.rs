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

/// `Σ f(x[i])`, pairwise.
#[inline]
pub(crate) fn sum<E: Float>(x: &[E], f: impl Fn(E) -> E + Copy) -> E {
    sum_zip(x, x, |x, _| f(x))
}

/// `Σ f(a[i], b[i])` over two slices of one length, pairwise.
#[inline]
pub(crate) fn sum_zip<E: Float>(a: &[E], b: &[E], f: impl Fn(E, E) -> E + Copy) -> E {
    if a.len() > BLOCK {
        // Halves are cut at whole blocks, so that the order of additions depends on the length alone.
        let middle = (a.len() / 2).next_multiple_of(BLOCK);
        let ((a, a_end), (b, b_end)) = (a.split_at(middle), b.split_at(middle));
        return sum_zip(a, b, f) + sum_zip(a_end, b_end, f);
    }
    let mut lanes = [E::ZERO; LANES];
    let (a, b) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest = a.remainder().iter().zip(b.remainder());
    for (a, b) in a.zip(b) {
        for (lane, (&a, &b)) in lanes.iter_mut().zip(a.iter().zip(b)) {
            *lane += f(a, b);
        }
    }
    for (lane, (&a, &b)) in lanes.iter_mut().zip(rest) {
        *lane += f(a, b);
    }
    let [a, b, c, d, e, g, h, i] = lanes;
    ((a + b) + (c + d)) + ((e + g) + (h + i))
}

/// `Σ f(i)` over a range, pairwise, with `f` called in order.
#[inline]
pub(crate) fn sum_of<E: Float>(range: core::ops::Range<usize>, f: &mut impl FnMut(usize) -> E) -> E {
    if range.len() > LANES {
        let middle = range.start + range.len() / 2;
        let left = sum_of(range.start..middle, f);
        return left + sum_of(middle..range.end, f);
    }
    range.fold(E::ZERO, |sum, i| sum + f(i))
}

/// `f(… f(f(start, x[0]), x[1]) …)`, for functions that may be applied in any order and to which `start` adds nothing.
#[inline]
pub(crate) fn fold<E: Float>(x: &[E], start: E, f: impl Fn(E, E) -> E) -> E {
    let mut lanes = [start; LANES];
    let chunks = x.chunks_exact(LANES);
    for (lane, &x) in lanes.iter_mut().zip(chunks.remainder()) {
        *lane = f(*lane, x);
    }
    for chunk in chunks {
        for (lane, &x) in lanes.iter_mut().zip(chunk) {
            *lane = f(*lane, x);
        }
    }
    lanes.into_iter().fold(start, f)
}

/// Where `x` first is `y`, be it NaN; 0 if nowhere.
#[inline]
pub(crate) fn first<E: Float>(x: &[E], y: E) -> usize {
    x.iter().position(|&x| same(x, y)).unwrap_or(0)
}

/// `out[o, i]` is the first place `k` where `x[o, k, i]` is `y[o, i]`, be it NaN; 0 if nowhere.
#[inline]
pub(crate) fn first_axis<E: Float>(x: &[E], axis: AxisOf, y: &[E], out: &mut [usize]) {
    let AxisOf { size, inner, .. } = axis;
    if inner == 1 {
        for (o, place) in out.iter_mut().enumerate() {
            *place = first(&x[o * size..][..size], y[o]);
        }
        return;
    }
    out.fill(0);
    for o in 0..axis.outer {
        let (places, y) = (&mut out[o * inner..][..inner], &y[o * inner..][..inner]);
        // From the last line to the first, so that the first place is what stays.
        for (k, line) in x[o * size * inner..][..size * inner].chunks_exact(inner.max(1)).enumerate().rev() {
            for ((place, &x), &y) in places.iter_mut().zip(line).zip(y) {
                *place = if same(x, y) { k } else { *place };
            }
        }
    }
}

/// Equality that NaN has too.
fn same<E: Float>(x: E, y: E) -> bool {
    x == y || (x.is_nan() && y.is_nan())
}

/// Calls `f` for the place `k` that each `places[o, i]` names, with the positions of `x[o, k, i]` and of `places[o, i]`.
/// An empty axis has no places.
#[inline]
pub(crate) fn at_places(axis: AxisOf, places: &[usize], mut f: impl FnMut(usize, usize)) {
    let AxisOf { size, inner, .. } = axis;
    if size == 0 {
        return;
    }
    for (line, &place) in places.iter().enumerate() {
        f((line / inner * size + place) * inner + line % inner, line);
    }
}

/// Calls `f(&mut x[o, k, i], o · inner + i)` for every element, with the position `o · inner + i` of its line's result.
#[inline]
pub(crate) fn each_with_result<E>(x: &mut [E], axis: AxisOf, mut f: impl FnMut(&mut E, usize)) {
    let AxisOf { size, inner, .. } = axis;
    if inner == 1 {
        for o in 0..axis.outer {
            x[o * size..][..size].iter_mut().for_each(|x| f(x, o));
        }
        return;
    }
    for o in 0..axis.outer {
        for line in 0..size {
            for (i, x) in x[(o * size + line) * inner..][..inner].iter_mut().enumerate() {
                f(x, o * inner + i);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sums::tests::error;
    use super::*;
    use alloc::vec;

    #[test]
    fn pairwise_sums_are_exact_to_few_last_places() {
        let x = vec![0.1_f32; 1 << 20];
        assert!(error(x.iter().sum()) > 1000.0, "a plain loop should be far off");
        assert!(error(sum(&x, |x| x)) < 4.0);
        assert!(error(sum_zip(&x, &vec![1.0; 1 << 20], |a, b| a * b)) < 4.0);
    }
    #[test]
    fn every_length_is_covered() {
        for length in 0..600 {
            let x: vec::Vec<f64> = (1..=length).map(f64::from).collect();
            assert_eq!(sum(&x, |x| x), f64::from(length * (length + 1) / 2));
            assert_eq!(fold(&x, 0.0, f64::max), f64::from(length));
        }
    }
}
