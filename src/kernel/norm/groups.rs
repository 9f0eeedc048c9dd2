//! The groups of each example. All is inlined into what is compiled for an instruction set.
use super::{Channels, Groups, inverse_deviation};
use crate::elem::Float;
use crate::kernel::pairwise::{Pairwise, sum_row};

impl Groups {
    #[inline(always)]
    fn len(self) -> usize {
        self.k * self.inner
    }
    #[inline(always)]
    fn count<E: Float>(self) -> E {
        E::of(self.len() as f64)
    }
    /// `out[j, i] = f(a[j, i], b[j, i], of[j])` for the channels `j` of one group.
    #[inline(always)]
    fn each<E: Float, const K: usize>(
        self,
        [a, b]: [&[E]; 2],
        out: &mut [E],
        of: [&[E]; K],
        f: impl Fn(E, E, [E; K]) -> E,
    ) {
        if self.inner == 1 {
            // Slices of one length, so that no index has to be checked.
            let n = out.len();
            let (a, b, of) = (&a[..n], &b[..n], of.map(|of| &of[..n]));
            for (i, out) in out.iter_mut().enumerate() {
                *out = f(a[i], b[i], of.map(|of| of[i]));
            }
            return;
        }
        let inner = self.inner.max(1);
        let channels = out.chunks_exact_mut(inner).zip(a.chunks_exact(inner).zip(b.chunks_exact(inner)));
        for (j, (out, (a, b))) in channels.enumerate() {
            let of = of.map(|of| of[j]);
            for (out, (&a, &b)) in out.iter_mut().zip(a.iter().zip(b)) {
                *out = f(a, b, of);
            }
        }
    }
    #[inline(always)]
    pub(super) fn forward_here<E: Float>(
        self,
        x: &[E],
        gamma: &[E],
        beta: Option<&[E]>,
        eps: E,
        y: &mut [E],
        [mut means, mut inverses]: [Option<&mut [E]>; 2],
    ) {
        let (len, count) = (self.len().max(1), self.count::<E>());
        for (nth, (y, x)) in y.chunks_exact_mut(len).zip(x.chunks_exact(len)).enumerate() {
            let mut mean = E::ZERO;
            if self.centred {
                let [sum] = sum_row([x, x, x], |x, _, _| [x]);
                mean = sum / count;
            }
            let [sum] = sum_row([x, x, x], |x, _, _| [(x - mean) * (x - mean)]);
            let inverse = inverse_deviation(sum / count, eps);
            if let Some(means) = &mut means {
                means[nth] = mean;
            }
            if let Some(inverses) = &mut inverses {
                inverses[nth] = inverse;
            }
            let gamma = self.of_group(nth, gamma);
            match beta.map(|beta| self.of_group(nth, beta)) {
                Some(beta) => {
                    self.each([x, x], y, [gamma, beta], |x, _, [gamma, beta]| (x - mean) * inverse * gamma + beta);
                }
                None => self.each([x, x], y, [gamma], |x, _, [gamma]| (x - mean) * inverse * gamma),
            }
        }
    }
    /// What the channels of the group `nth` have of those of an example.
    #[inline(always)]
    fn of_group<E>(self, nth: usize, params: &[E]) -> &[E] {
        &params[nth % self.g * self.k..][..self.k]
    }
    #[inline(always)]
    pub(super) fn params_here<E: Float>(
        self,
        terms: [&[E]; 2],
        mean: Option<&[E]>,
        inverse: &[E],
        dgamma: &mut [E],
        dbeta: Option<&mut [E]>,
    ) {
        let Groups { n, g, k, inner, .. } = self;
        let channels = Channels { n, c: g * k, inner };
        let of = |nth: usize| (mean.map_or(E::ZERO, |mean| mean[nth]), inverse[nth]);
        // Behind the last channel there may be others that nobody sees.
        match (dbeta, g) {
            (None, 1) => channels.sums(terms, [], [dgamma], |n| {
                let (mean, inverse) = of(n);
                move |dy, x, [], _| [dy * ((x - mean) * inverse)]
            }),
            (None, _) => channels.sums(terms, [], [dgamma], |n| {
                move |dy, x, [], c| {
                    let (mean, inverse) = of(n * g + (c / k).min(g - 1));
                    [dy * ((x - mean) * inverse)]
                }
            }),
            (Some(dbeta), 1) => channels.sums(terms, [], [dgamma, dbeta], |n| {
                let (mean, inverse) = of(n);
                move |dy, x, [], _| [dy * ((x - mean) * inverse), dy]
            }),
            (Some(dbeta), _) => channels.sums(terms, [], [dgamma, dbeta], |n| {
                move |dy, x, [], c| {
                    let (mean, inverse) = of(n * g + (c / k).min(g - 1));
                    [dy * ((x - mean) * inverse), dy]
                }
            }),
        }
    }
    #[inline(always)]
    pub(super) fn input_here<E: Float>(
        self,
        [dy, x]: [&[E]; 2],
        mean: Option<&[E]>,
        inverse: &[E],
        gamma: &[E],
        dx: &mut [E],
    ) {
        let (len, count, inner) = (self.len().max(1), self.count::<E>(), self.inner.max(1));
        let groups = dx.chunks_exact_mut(len).zip(dy.chunks_exact(len).zip(x.chunks_exact(len)));
        for (nth, ((dx, (dy, x)), &inverse)) in groups.zip(inverse).enumerate() {
            let (mean, gamma) = (mean.map_or(E::ZERO, |mean| mean[nth]), self.of_group(nth, gamma));
            let [shift, slope] = if inner == 1 {
                sum_row([dy, x, gamma], |dy, x, gamma| [gamma * dy, gamma * dy * (x - mean)])
            } else {
                let mut sums = Pairwise::new();
                for ((dy, x), &gamma) in dy.chunks_exact(inner).zip(x.chunks_exact(inner)).zip(gamma) {
                    let sum = sum_row([dy, x, x], |dy, x, _| [dy, dy * (x - mean)]);
                    sums.push(sum.map(|sum| gamma * sum));
                }
                sums.end()
            };
            let shift = if self.centred { shift / count } else { E::ZERO };
            let slope = slope * inverse * inverse / count;
            self.each([dy, x], dx, [gamma], |dy, x, [gamma]| inverse * (gamma * dy - shift - (x - mean) * slope));
        }
    }
}
