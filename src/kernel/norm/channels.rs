//! The channels of a batch. All is inlined into what is compiled for an instruction set.
use super::{Channels, inverse_deviation};
use crate::elem::Float;
use crate::kernel::pairwise::{Pairwise, sum_lines, sum_row};

/// So many coefficients of channels lie side by side on the stack.
const BLOCK: usize = 64;

impl Channels {
    /// How many numbers a channel has, to divide by.
    #[inline(always)]
    fn count<E: Float>(self) -> E {
        E::of((self.n * self.inner) as f64)
    }
    /// `out[k][c] = Σ f(n)(a[n, c, i], b[n, c, i], of[c], c)[k]`, pairwise.
    #[inline(always)]
    pub(super) fn sums<E: Float, const K: usize, const C: usize, F: Fn(E, E, [E; C], usize) -> [E; K]>(
        self,
        [a, b]: [&[E]; 2],
        of: [&[E]; C],
        mut out: [&mut [E]; K],
        f: impl Fn(usize) -> F,
    ) {
        if self.inner == 1 {
            return sum_lines([a, b], of, out, f);
        }
        for c in 0..self.c {
            let sums = self.sums_of(c, [a, b], |n| {
                let (f, of) = (f(n), of.map(|of| of[c]));
                move |a, b| f(a, b, of, c)
            });
            out.iter_mut().zip(sums).for_each(|(out, sum)| out[c] = sum);
        }
    }
    /// The sums of one channel.
    #[inline(always)]
    fn sums_of<E: Float, const K: usize, F: Fn(E, E) -> [E; K]>(
        self,
        c: usize,
        [a, b]: [&[E]; 2],
        f: impl Fn(usize) -> F,
    ) -> [E; K] {
        let mut sums = Pairwise::new();
        for n in 0..self.n {
            let (at, f) = ((n * self.c + c) * self.inner, f(n));
            let (a, b) = (&a[at..][..self.inner], &b[at..][..self.inner]);
            sums.push(sum_row([a, b, b], |a, b, _| f(a, b)));
        }
        sums.end()
    }
    /// `out[n, c, i] = f(a[n, c, i], b[n, c, i], of(c))`
    #[inline(always)]
    fn each<E: Float, const K: usize>(
        self,
        [a, b]: [&[E]; 2],
        out: &mut [E],
        of: impl Fn(usize) -> [E; K],
        f: impl Fn(E, E, [E; K]) -> E,
    ) {
        let Channels { n, c, inner } = self;
        if inner != 1 {
            for (nth, out) in out.chunks_exact_mut(inner.max(1)).enumerate() {
                let (k, at) = (of(nth % c), nth * inner);
                for (out, (&a, &b)) in out.iter_mut().zip(a[at..][..inner].iter().zip(&b[at..][..inner])) {
                    *out = f(a, b, k);
                }
            }
            return;
        }
        for first in (0..c).step_by(BLOCK) {
            let width = BLOCK.min(c - first);
            // One row for each coefficient, so that neighbours are computed at once.
            let mut block = [[E::ZERO; BLOCK]; K];
            for i in 0..width {
                let of_channel = of(first + i);
                block.iter_mut().zip(of_channel).for_each(|(row, k)| row[i] = k);
            }
            let block = block.each_ref().map(|row| &row[..width]);
            for n in 0..n {
                let at = n * c + first;
                let terms = a[at..][..width].iter().zip(&b[at..][..width]);
                for (i, (out, (&a, &b))) in out[at..][..width].iter_mut().zip(terms).enumerate() {
                    *out = f(a, b, block.map(|row| row[i]));
                }
            }
        }
    }
    #[inline(always)]
    pub(super) fn sum_here<E: Float>(self, x: &[E], out: &mut [E]) {
        self.sums([x, x], [], [out], |_| |x, _, [], _| [x]);
    }
    #[inline(always)]
    pub(super) fn moments_here<E: Float>(self, x: &[E], mean: &mut [E], var: &mut [E]) {
        let count = self.count::<E>();
        if self.inner == 1 {
            self.sum_here(x, mean);
            mean.iter_mut().for_each(|mean| *mean /= count);
            self.sums([x, x], [mean], [&mut *var], |_| |x, _, [mean], _| [(x - mean) * (x - mean)]);
            var.iter_mut().for_each(|var| *var /= count);
            return;
        }
        // Channel by channel, since a channel is still near when it is read again.
        for (c, (mean, var)) in mean.iter_mut().zip(var).enumerate() {
            let [sum] = self.sums_of(c, [x, x], |_| |x, _| [x]);
            *mean = sum / count;
            let [sum] = self.sums_of(c, [x, x], |_| |x, _| [(x - *mean) * (x - *mean)]);
            *var = sum / count;
        }
    }
    #[inline(always)]
    pub(super) fn forward_here<E: Float>(self, x: &[E], [mean, var, gamma, beta]: [&[E]; 4], eps: E, y: &mut [E]) {
        let of = |c: usize| [mean[c], gamma[c] * inverse_deviation(var[c], eps), beta[c]];
        self.each([x, x], y, of, |x, _, [mean, scale, beta]| (x - mean) * scale + beta);
    }
    #[inline(always)]
    pub(super) fn params_here<E: Float>(
        self,
        terms: [&[E]; 2],
        [mean, var]: [&[E]; 2],
        eps: E,
        [dgamma, dbeta]: [&mut [E]; 2],
    ) {
        self.sums(terms, [mean], [&mut *dbeta, &mut *dgamma], |_| |dy, x, [mean], _| [dy, dy * (x - mean)]);
        dgamma.iter_mut().zip(var).for_each(|(dgamma, &var)| *dgamma *= inverse_deviation(var, eps));
    }
    #[inline(always)]
    pub(super) fn input_here<E: Float>(
        self,
        terms: [&[E]; 2],
        [mean, var, gamma]: [&[E]; 3],
        eps: E,
        [dgamma, dbeta]: [&[E]; 2],
        dx: &mut [E],
    ) {
        let count = self.count::<E>();
        let of = |c: usize| {
            let inverse = inverse_deviation(var[c], eps);
            [mean[c], gamma[c] * inverse, dbeta[c] / count, dgamma[c] * inverse / count]
        };
        self.each(terms, dx, of, |dy, x, [mean, scale, shift, slope]| scale * (dy - shift - (x - mean) * slope));
    }
}
