//! Windows that go over images, one channel at a time.
use super::compiled::compiled;
use super::exp::Exp;
use super::simd::Isa;
use crate::elem::Float;
use crate::kernel::conv::Side;
use core::ops::Range;

mod avg;
mod max;
use avg::*;
use max::*;

/// A window of so few pixels is added in a plain loop, which is exact enough and faster.
const FEW: usize = 16;

compiled! {
    /// The kernels of pooling, compiled once for each float.
    trait Pools {
        fn max_pool(sizes: PoolSizes, x: &'a [E], y: &'a mut [E]);
        fn max_pool_backward(sizes: PoolSizes, dy: &'a [E], x: &'a [E], to_relu: bool, dx: &'a mut [E]);
        fn avg_pool(sizes: PoolSizes, x: &'a [E], y: &'a mut [E]);
        fn avg_pool_backward(sizes: PoolSizes, dy: &'a [E], dx: &'a mut [E]);
    }
}

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
        E::Loops::max_pool(self, x, y);
    }
    /// `dy` goes to the first of the greatest pixels of its window, or to the first NaN.
    #[inline]
    pub(crate) fn max_backward<E: Float>(self, dy: &[E], x: &[E], dx: &mut [E]) {
        E::Loops::max_pool_backward(self, dy, x, false, dx);
    }
    /// The same, and through the ReLU that gave x, which passes nothing to windows without a pixel above 0.
    #[inline]
    pub(crate) fn max_backward_to_relu<E: Float>(self, dy: &[E], x: &[E], dx: &mut [E]) {
        E::Loops::max_pool_backward(self, dy, x, true, dx);
    }
    /// `y[p, q] = Σ_{i,j} x[p·s + i, q·s + j] / (kernel height · kernel width)`
    #[inline]
    pub(crate) fn avg_forward<E: Float>(self, x: &[E], y: &mut [E]) {
        E::Loops::avg_pool(self, x, y);
    }
    /// Every pixel of a window gets an equal part of its `dy`.
    #[inline]
    pub(crate) fn avg_backward<E: Float>(self, dy: &[E], dx: &mut [E]) {
        E::Loops::avg_pool_backward(self, dy, dx);
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

/// What `end` makes of what `with` makes of the pixels of a window, one after the other; `window` does so with many.
#[inline(always)]
fn forward<I: Isa, E: Exp>(
    sizes: PoolSizes,
    x: &[E],
    y: &mut [E],
    (start, with, end): (E, impl Fn(E, E) -> E, impl Fn(E) -> E),
    window: impl Fn(Window, &[E]) -> E,
) {
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
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::*;
    use crate::kernel::simd::{Kernel, on_set};
    use alloc::vec;
    use alloc::vec::Vec;

    /// One of the kernels, with two slices to read.
    struct Of<'a>(&'static str, PoolSizes, [&'a [f32]; 2], &'a mut [f32]);
    impl Kernel for Of<'_> {
        type Out = ();
        #[inline(always)]
        fn run<I: Isa>(self) {
            let Of(name, sizes, [a, b], out) = self;
            match name {
                "max" => max_pool::<I, f32>(sizes, a, out),
                "max, back" => max_pool_backward::<I, f32>(sizes, a, b, false, out),
                "max, back to ReLU" => max_pool_backward::<I, f32>(sizes, a, b, true, out),
                _ => avg_pool::<I, f32>(sizes, a, out),
            }
        }
    }
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
                let (mut max, mut means, mut back) = (Vec::new(), Vec::new(), vec![0.0; x.len()]);
                for (at, dy) in dy.iter().enumerate() {
                    let (n, p, q) = (at / out / 3, at / out % 3, at % out);
                    let pixel = |i: usize| n * plane + (p * stride + i / kernel) * line + q * stride + i % kernel;
                    let window = || (0..kernel * kernel).map(|i| x[pixel(i)]);
                    let top = window().fold(f32::NEG_INFINITY, |top, x| x.greater(top));
                    let first = window().position(|x| x == top || x.is_nan() && top.is_nan());
                    back[pixel(first.unwrap_or(0))] += dy;
                    max.push(top);
                    means.push(window().sum::<f32>() / (kernel * kernel) as f32);
                }
                for set in 0..3 {
                    let (mut y, mut dx) = (vec![0.5; dy.len()], vec![0.5; x.len()]);
                    on_set(set, Of("max", sizes, [&x; 2], &mut y));
                    assert!(same(&y, &max), "{sizes:?} on set {set}");
                    on_set(set, Of("max, back", sizes, [&dy, &x], &mut dx));
                    assert!(same(&dx, &back), "{sizes:?} on set {set}");
                    if !nan {
                        on_set(set, Of("max, back to ReLU", sizes, [&dy, &x], &mut dx));
                        let passed: Vec<f32> =
                            back.iter().zip(&x).map(|(&dx, &x)| if x > 0.0 { dx } else { 0.0 }).collect();
                        assert!(same(&dx, &passed), "{sizes:?} on set {set}");
                    }
                    on_set(set, Of("avg", sizes, [&x; 2], &mut y));
                    assert!(same(&y, &means), "{sizes:?} on set {set}");
                }
            }
        }
    }
    fn same(found: &[f32], expected: &[f32]) -> bool {
        found.iter().zip(expected).all(|(a, b)| a == b || a.is_nan() && b.is_nan())
    }
}
