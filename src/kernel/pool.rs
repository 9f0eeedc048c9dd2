//! Windows that go over images, one channel at a time.
use crate::elem::Float;
use crate::kernel::conv::Side;
use crate::kernel::reduce;
use crate::kernel::simd::{Isa, Kernel, dispatch};
use core::ops::Range;

/// A window of so few pixels is added in a plain loop, which is exact enough and faster; one of more pairwise.
const FEW: usize = 16;
/// So many pixels of a row are compared side by side.
const LANES: usize = 16;
/// So many windows have their greatest pixels on the stack.
const WINDOWS: usize = 32;

/// The sizes of a pooling: `planes` images of one channel each, in which no window reaches beyond the image.
#[derive(Clone, Copy, Debug)]
pub struct PoolSizes {
    pub planes: usize,
    pub height: Side,
    pub width: Side,
}
impl PoolSizes {
    /// `y[p, q] = max_{i,j} x[p·s + i, q·s + j]`; of no pixels −∞.
    #[inline]
    pub(crate) fn max_forward<E: Float>(self, x: &[E], y: &mut [E]) {
        E::pool_max(self, x, y);
    }
    /// `dy` goes to the first of the greatest pixels of its window, or to the first NaN.
    #[inline]
    pub(crate) fn max_backward<E: Float>(self, dy: &[E], x: &[E], dx: &mut [E]) {
        E::pool_max_back(self, dy, x, dx);
    }
    /// `y[p, q] = Σ_{i,j} x[p·s + i, q·s + j] / (kernel height · kernel width)`
    #[inline]
    pub(crate) fn avg_forward<E: Float>(self, x: &[E], y: &mut [E]) {
        E::pool_avg(self, x, y);
    }
    /// Every pixel of a window gets an equal part of its `dy`.
    #[inline]
    pub(crate) fn avg_backward<E: Float>(self, dy: &[E], dx: &mut [E]) {
        E::pool_avg_back(self, dy, dx);
    }
    #[inline(always)]
    fn area<E: Float>(self) -> E {
        E::of((self.height.kernel * self.width.kernel) as f64)
    }
    /// Whether windows of two by two pixels lie side by side.
    const fn halves(self) -> bool {
        let (height, width) = (self.height, self.width);
        height.kernel == 2 && height.stride == 2 && width.kernel == 2 && width.stride == 2 && width.out > 0
    }
    /// Whether a row of windows is gone through at once, pixel by pixel: there are many, and they have few.
    const fn has_rows(self) -> bool {
        self.width.out >= 8 && self.height.kernel * self.width.kernel <= FEW
    }
    /// The first pixel of a row of windows.
    #[inline(always)]
    fn corner(self, row: usize) -> usize {
        let (plane, p) = (row / self.height.out, row % self.height.out);
        (plane * self.height.input + p * self.height.stride) * self.width.input
    }
    /// Calls `f` with every pixel of the window that begins there, in order.
    #[inline(always)]
    fn each_pixel(self, corner: usize, mut f: impl FnMut(usize)) {
        for i in 0..self.height.kernel {
            for j in 0..self.width.kernel {
                f(corner + i * self.width.input + j);
            }
        }
    }
    /// Calls `f` for every window and its place in the output, in order.
    #[inline(always)]
    fn each_window(self, mut f: impl FnMut(Window, usize)) {
        let (height, width) = (self.height, self.width);
        let mut place = 0;
        for plane in 0..self.planes {
            for p in 0..height.out {
                let line = (plane * height.input + p * height.stride) * width.input;
                for q in 0..width.out {
                    let corner = line + q * width.stride;
                    f(Window { corner, rows: height.kernel, width: width.kernel, line: width.input }, place);
                    place += 1;
                }
            }
        }
    }
}

/// The pooling kernels of a float type.
pub trait Pool: Sized {
    #[doc(hidden)]
    fn pool_max(sizes: PoolSizes, x: &[Self], y: &mut [Self]);
    #[doc(hidden)]
    fn pool_max_back(sizes: PoolSizes, dy: &[Self], x: &[Self], dx: &mut [Self]);
    #[doc(hidden)]
    fn pool_avg(sizes: PoolSizes, x: &[Self], y: &mut [Self]);
    #[doc(hidden)]
    fn pool_avg_back(sizes: PoolSizes, dy: &[Self], dx: &mut [Self]);
}
// Not inlined: as `Gemm`.
macro_rules! pool { ($($float:ident)*) => { $(
    impl Pool for $float {
        #[inline(never)]
        fn pool_max(sizes: PoolSizes, x: &[Self], y: &mut [Self]) {
            let with = |all: Self, x: Self| x.greater(all);
            dispatch(Forward { sizes, x, y, start: -Self::INFINITY, with, end: |all| all, window: Window::greatest });
        }
        #[inline(never)]
        fn pool_max_back(sizes: PoolSizes, dy: &[Self], x: &[Self], dx: &mut [Self]) {
            dispatch(MaxBackward { sizes, dy, x, dx });
        }
        #[inline(never)]
        fn pool_avg(sizes: PoolSizes, x: &[Self], y: &mut [Self]) {
            let area = sizes.area::<Self>();
            let (with, end) = (|all, x| all + x, |all| all / area);
            dispatch(Forward { sizes, x, y, start: 0.0, with, end, window: Window::sum });
        }
        #[inline(never)]
        fn pool_avg_back(sizes: PoolSizes, dy: &[Self], dx: &mut [Self]) {
            dispatch(AvgBackward { sizes, dy, dx });
        }
    }
)* } }
pool! { f32 f64 }

/// What `end` makes of what `with` makes of the pixels of a window, one after the other; `window` does so with many.
struct Forward<'a, E, With, End, Whole> {
    sizes: PoolSizes,
    x: &'a [E],
    y: &'a mut [E],
    start: E,
    with: With,
    end: End,
    window: Whole,
}
impl<E: Float, With: Fn(E, E) -> E, End: Fn(E) -> E, Whole: Fn(Window, &[E]) -> E> Kernel
    for Forward<'_, E, With, End, Whole>
{
    type Out = ();
    #[inline(always)]
    fn run<I: Isa>(self) {
        let Forward { sizes, x, y, start, with, end, window } = self;
        let width = sizes.width;
        if sizes.halves() {
            let lines = x.chunks_exact(2 * width.input).zip(y.chunks_exact_mut(width.out));
            for (x, y) in lines {
                let (upper, lower) = x.split_at(width.input);
                for ((a, b), y) in upper.chunks_exact(2).zip(lower.chunks_exact(2)).zip(y) {
                    *y = end(with(with(with(with(start, a[0]), a[1]), b[0]), b[1]));
                }
            }
        } else if sizes.has_rows() {
            for (row, y) in y.chunks_exact_mut(width.out).enumerate() {
                y.fill(start);
                sizes.each_pixel(sizes.corner(row), |at| {
                    let each = |(y, &x): (&mut E, &E)| *y = with(*y, x);
                    match width.stride {
                        1 => y.iter_mut().zip(&x[at..]).for_each(each),
                        stride => y.iter_mut().zip(x[at..].iter().step_by(stride)).for_each(each),
                    }
                });
                y.iter_mut().for_each(|y| *y = end(*y));
            }
        } else {
            sizes.each_window(|here, place| y[place] = end(window(here, x)));
        }
    }
}

struct MaxBackward<'a, E> {
    sizes: PoolSizes,
    dy: &'a [E],
    x: &'a [E],
    dx: &'a mut [E],
}
impl<E: Float> Kernel for MaxBackward<'_, E> {
    type Out = ();
    #[inline(always)]
    fn run<I: Isa>(self) {
        let MaxBackward { sizes, dy, x, dx } = self;
        let width = sizes.width;
        if sizes.halves() {
            let lines = x.chunks_exact(2 * width.input).zip(dx.chunks_exact_mut(2 * width.input));
            for ((x, dx), dy) in lines.zip(dy.chunks_exact(width.out)) {
                let ((a, b), (da, db)) = (x.split_at(width.input), dx.split_at_mut(width.input));
                halve_back([a, b], dy, da, db);
            }
            return;
        }
        dx.fill(E::ZERO);
        if dx.is_empty() {
            return;
        }
        if sizes.has_rows() {
            for (row, dy) in dy.chunks_exact(width.out).enumerate() {
                for (nth, dy) in dy.chunks(WINDOWS).enumerate() {
                    let (corner, many) = (sizes.corner(row) + nth * WINDOWS * width.stride, dy.len());
                    let (mut tops, mut left) = ([-E::INFINITY; WINDOWS], [E::ZERO; WINDOWS]);
                    left[..many].copy_from_slice(dy);
                    let (tops, left) = (&mut tops[..many], &mut left[..many]);
                    sizes.each_pixel(corner, |at| {
                        let each = |(top, &x): (&mut E, &E)| *top = x.greater(*top);
                        match width.stride {
                            1 => tops.iter_mut().zip(&x[at..]).for_each(each),
                            stride => tops.iter_mut().zip(x[at..].iter().step_by(stride)).for_each(each),
                        }
                    });
                    sizes.each_pixel(corner, |at| {
                        let windows = tops.iter().zip(left.iter_mut());
                        let each = |((dx, &x), (&top, left)): ((&mut E, &E), (&E, &mut E))| *dx += taken(x, top, left);
                        match width.stride {
                            1 => dx[at..].iter_mut().zip(&x[at..]).zip(windows).for_each(each),
                            s => dx[at..]
                                .iter_mut()
                                .step_by(s)
                                .zip(x[at..].iter().step_by(s))
                                .zip(windows)
                                .for_each(each),
                        }
                    });
                }
            }
            return;
        }
        sizes.each_window(|window, place| {
            let top = window.greatest(x);
            if window.width >= LANES {
                let is_top = |&at: &usize| (x[at] == top) | (x[at].is_nan() & top.is_nan());
                let found = window.rows().flatten().find(is_top).unwrap_or(window.corner);
                dx[found] += dy[place];
                return;
            }
            // Which pixel is the greatest cannot be foreseen: its place is computed without a branch, from the last to the first.
            let mut found = window.corner;
            for i in (0..window.rows).rev() {
                let row = window.corner + i * window.line;
                for (j, &x) in x[row..][..window.width].iter().enumerate().rev() {
                    let is_top = usize::from((x == top) | (x.is_nan() & top.is_nan()));
                    found ^= (found ^ (row + j)) & is_top.wrapping_neg();
                }
            }
            dx[found] += dy[place];
        });
    }
}

/// The backward pass of one row of windows of two by two pixels.
// Arguments, since the compiler knows of these that no two of them overlap.
#[inline(always)]
fn halve_back<E: Float>([a, b]: [&[E]; 2], dy: &[E], da: &mut [E], db: &mut [E]) {
    let count = dy.len();
    let (a, b, da, db) = (&a[..2 * count], &b[..2 * count], &mut da[..2 * count], &mut db[..2 * count]);
    for q in 0..count {
        let (x, mut left) = ([a[2 * q], a[2 * q + 1], b[2 * q], b[2 * q + 1]], dy[q]);
        let top = x[3].greater(x[2]).greater(x[1].greater(x[0]));
        da[2 * q] = taken(x[0], top, &mut left);
        da[2 * q + 1] = taken(x[1], top, &mut left);
        db[2 * q] = taken(x[2], top, &mut left);
        db[2 * q + 1] = left;
    }
}
/// What a pixel gets of that which is left for the greatest of its window: all, if it is that. NaN is only where the greatest is NaN, too.
#[inline(always)]
fn taken<E: Float>(x: E, top: E, left: &mut E) -> E {
    let is_top = (x == top) | x.is_nan();
    let taken = if is_top { *left } else { E::ZERO };
    *left = if is_top { E::ZERO } else { *left };
    taken
}

struct AvgBackward<'a, E> {
    sizes: PoolSizes,
    dy: &'a [E],
    dx: &'a mut [E],
}
impl<E: Float> Kernel for AvgBackward<'_, E> {
    type Out = ();
    #[inline(always)]
    fn run<I: Isa>(self) {
        let AvgBackward { sizes, dy, dx } = self;
        let (width, area) = (sizes.width, sizes.area::<E>());
        if sizes.halves() {
            for (dx, dy) in dx.chunks_exact_mut(2 * width.input).zip(dy.chunks_exact(width.out)) {
                for dx in dx.chunks_exact_mut(width.input) {
                    dx.chunks_exact_mut(2).zip(dy).for_each(|(dx, &dy)| dx.fill(dy / area));
                }
            }
            return;
        }
        dx.fill(E::ZERO);
        sizes.each_window(|window, place| {
            let part = dy[place] / area;
            window.rows().for_each(|row| dx[row].iter_mut().for_each(|dx| *dx += part));
        });
    }
}

/// One window: its first pixel, its sizes, and how far its rows lie apart.
#[derive(Clone, Copy)]
struct Window {
    corner: usize,
    rows: usize,
    width: usize,
    line: usize,
}
impl Window {
    #[inline(always)]
    fn rows(self) -> impl Iterator<Item = Range<usize>> {
        (0..self.rows).map(move |i| self.row(i))
    }
    #[inline(always)]
    fn row(self, i: usize) -> Range<usize> {
        let start = self.corner + i * self.line;
        start..start + self.width
    }
    #[inline(always)]
    fn greatest<E: Float>(self, x: &[E]) -> E {
        self.rows().fold(-E::INFINITY, |best, row| {
            let mut lanes = [-E::INFINITY; LANES];
            let row = x[row].chunks_exact(LANES);
            let best = row.remainder().iter().fold(best, |best, &x| x.greater(best));
            if self.width < LANES {
                return best;
            }
            row.for_each(|x| lanes.iter_mut().zip(x).for_each(|(lane, &x)| *lane = x.greater(*lane)));
            lanes.into_iter().fold(best, |best, x| x.greater(best))
        })
    }
    #[inline(always)]
    fn sum<E: Float>(self, x: &[E]) -> E {
        if self.rows * self.width <= FEW {
            self.rows().fold(E::ZERO, |sum, row| x[row].iter().fold(sum, |sum, &x| sum + x))
        } else if self.width == self.line {
            // Of whole lines each begins where the one before it ends.
            reduce::sum(&x[self.corner..][..self.rows * self.line], |x| x)
        } else {
            reduce::sum_of(0..self.rows, &mut |i| reduce::sum(&x[self.row(i)], |x| x))
        }
    }
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::*;
    use crate::kernel::simd::on_set;
    use alloc::vec;
    use alloc::vec::Vec;

    /// Among few numbers many are equal, and some are NaN.
    fn numbers(len: usize, nan: bool) -> Vec<f32> {
        let number = |i: usize| if nan && i % 11 == 5 { f32::NAN } else { (i * 37 % 7) as f32 - 3.0 };
        (0..len).map(number).collect()
    }
    #[test]
    fn every_window_on_every_instruction_set() {
        let sides = [(2, 2), (3, 1), (3, 2), (2, 3), (18, 1)];
        for ((kernel, stride), out) in sides.into_iter().flat_map(|side| [1, 5, 9, 16, 37].map(|out| (side, out))) {
            let side = |out| Side { input: (out - 1) * stride + kernel, kernel, stride, pad: 0, dilation: 1, out };
            let sizes = PoolSizes { planes: 2, height: side(3), width: side(out) };
            let (line, plane) = (sizes.width.input, sizes.height.input * sizes.width.input);
            for nan in [false, true] {
                let (x, dy) = (numbers(2 * plane, nan), numbers(2 * 3 * out, false));
                let (mut max, mut sums, mut back) = (Vec::new(), Vec::new(), vec![0.0; x.len()]);
                for (at, dy) in dy.iter().enumerate() {
                    let (n, p, q) = (at / out / 3, at / out % 3, at % out);
                    let pixel = |i: usize| n * plane + (p * stride + i / kernel) * line + q * stride + i % kernel;
                    let window = || (0..kernel * kernel).map(|i| x[pixel(i)]);
                    let top = window().fold(f32::NEG_INFINITY, |top, x| x.greater(top));
                    let first = window().position(|x| x == top || x.is_nan() && top.is_nan());
                    back[pixel(first.unwrap_or(0))] += dy;
                    max.push(top);
                    sums.push(window().sum::<f32>());
                }
                for set in 0..3 {
                    let (mut y, mut dx) = (vec![0.5; dy.len()], vec![0.5; x.len()]);
                    let with = |all: f32, x: f32| x.greater(all);
                    let (start, window) = (-f32::INFINITY, Window::greatest);
                    on_set(set, Forward { sizes, x: &x, y: &mut y, start, with, end: |all| all, window });
                    assert!(same(&y, &max), "{sizes:?} on set {set}");
                    on_set(set, MaxBackward { sizes, dy: &dy, x: &x, dx: &mut dx });
                    assert!(same(&dx, &back), "{sizes:?} on set {set}");
                    let (with, window) = (|all, x| all + x, Window::sum);
                    on_set(set, Forward { sizes, x: &x, y: &mut y, start: 0.0, with, end: |all| all, window });
                    assert!(same(&y, &sums), "{sizes:?} on set {set}");
                }
            }
        }
    }
    fn same(found: &[f32], expected: &[f32]) -> bool {
        found.iter().zip(expected).all(|(a, b)| a == b || a.is_nan() && b.is_nan())
    }
}
