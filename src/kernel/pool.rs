//! Windows that go over images, one channel at a time.
use crate::elem::Float;
use crate::kernel::conv::Side;
use crate::kernel::reduce;
use core::ops::Range;

/// A window of so few pixels is added in a plain loop, which is exact enough and faster; one of more pairwise.
const FEW: usize = 16;

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
        self.each_window(|window, place| {
            y[place] = window.greatest(x);
        });
    }
    /// `dy` goes to the first of the greatest pixels of its window, or to the first NaN.
    #[inline]
    pub(crate) fn max_backward<E: Float>(self, dy: &[E], x: &[E], dx: &mut [E]) {
        dx.fill(E::ZERO);
        if dx.is_empty() {
            return;
        }
        self.each_window(|window, place| {
            let top = window.greatest(x);
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
    /// `y[p, q] = Σ_{i,j} x[p·s + i, q·s + j] / (kernel height · kernel width)`
    #[inline]
    pub(crate) fn avg_forward<E: Float>(self, x: &[E], y: &mut [E]) {
        let area = self.area();
        self.each_window(|window, place| {
            y[place] = window.sum(x) / area;
        });
    }
    /// Every pixel of a window gets an equal part of its `dy`.
    #[inline]
    pub(crate) fn avg_backward<E: Float>(self, dy: &[E], dx: &mut [E]) {
        let area = self.area();
        dx.fill(E::ZERO);
        self.each_window(|window, place| {
            let part = dy[place] / area;
            window.rows().for_each(|row| dx[row].iter_mut().for_each(|dx| *dx += part));
        });
    }
    fn area<E: Float>(self) -> E {
        E::of((self.height.kernel * self.width.kernel) as f64)
    }
    /// Calls `f` for every window and its place in the output, in order.
    #[inline]
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

/// One window: its first pixel, its sizes, and how far its rows lie apart.
#[derive(Clone, Copy)]
struct Window {
    corner: usize,
    rows: usize,
    width: usize,
    line: usize,
}
impl Window {
    #[inline]
    fn rows(self) -> impl Iterator<Item = Range<usize>> {
        (0..self.rows).map(move |i| self.row(i))
    }
    #[inline]
    fn row(self, i: usize) -> Range<usize> {
        let start = self.corner + i * self.line;
        start..start + self.width
    }
    #[inline]
    fn greatest<E: Float>(self, x: &[E]) -> E {
        self.rows().fold(-E::INFINITY, |best, row| x[row].iter().fold(best, |best, &x| x.greater(best)))
    }
    #[inline]
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
