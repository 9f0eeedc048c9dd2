//! Normalisation: numbers less their mean, divided by their deviation, then scaled by `gamma` and shifted by `beta`.
use crate::elem::Float;
use crate::kernel::reduce;

/// So many coefficients of channels lie side by side on the stack.
const BLOCK: usize = 64;

/// `x[n, c, i]`: of each example `c` channels of `inner` numbers. A batch is normalised channel by channel.
#[derive(Clone, Copy)]
pub(crate) struct Channels {
    pub n: usize,
    pub c: usize,
    pub inner: usize,
}

/// `1/√(var + ε)`
#[inline]
pub(crate) fn inverse_deviation<E: Float>(var: E, eps: E) -> E {
    E::ONE / (var + eps).sqrt()
}

impl Channels {
    /// How many numbers a channel has, to divide by.
    fn count<E: Float>(self) -> E {
        E::of((self.n * self.inner) as f64)
    }
    /// `out[c] = Σ f(n)(a[n, c, i], b[n, c, i], c)`, pairwise.
    pub(crate) fn sum<E: Float, F: Fn(E, E, usize) -> E>(
        self,
        a: &[E],
        b: &[E],
        out: &mut [E],
        f: impl Fn(usize) -> F + Copy,
    ) {
        let Channels { n, inner, .. } = self;
        if inner == 1 {
            return reduce::sum_lines(a, b, out, f);
        }
        for (c, out) in out.iter_mut().enumerate() {
            *out = reduce::sum_of(0..n, &mut |n| {
                let (at, f) = ((n * self.c + c) * inner, &f(n));
                reduce::sum_zip(&a[at..][..inner], &b[at..][..inner], |a, b| f(a, b, c))
            });
        }
    }
    /// `out[n, c, i] = f(a[n, c, i], b[n, c, i], of(c))`
    #[inline]
    fn each<E: Float, const K: usize>(
        self,
        a: &[E],
        b: &[E],
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
    /// The mean and the variance of each channel.
    pub(crate) fn moments<E: Float>(self, x: &[E], mean: &mut [E], var: &mut [E]) {
        let count = self.count();
        self.sum(x, x, mean, |_| |x, _, _| x);
        mean.iter_mut().for_each(|mean| *mean /= count);
        self.sum(x, x, var, |_| |x, _, c| (x - mean[c]) * (x - mean[c]));
        var.iter_mut().for_each(|var| *var /= count);
    }
    /// `y = γ·(x − mean)/√(var + ε) + β`
    pub(crate) fn forward<E: Float>(self, x: &[E], [mean, var, gamma, beta]: [&[E]; 4], eps: E, y: &mut [E]) {
        let of = |c: usize| [mean[c], gamma[c] * inverse_deviation(var[c], eps), beta[c]];
        self.each(x, x, y, of, |x, _, [mean, scale, beta]| (x - mean) * scale + beta);
    }
    /// `dβ = Σ dy`, `dγ = Σ dy·x̂`
    pub(crate) fn backward_params<E: Float>(
        self,
        [dy, x]: [&[E]; 2],
        [mean, var]: [&[E]; 2],
        eps: E,
        [dgamma, dbeta]: [&mut [E]; 2],
    ) {
        self.sum(dy, dy, dbeta, |_| |dy, _, _| dy);
        self.sum(dy, x, dgamma, |_| |dy, x, c| dy * (x - mean[c]));
        dgamma.iter_mut().zip(var).for_each(|(dgamma, &var)| *dgamma *= inverse_deviation(var, eps));
    }
    /// `dx = γ/√(var + ε) · (dy − dβ/m − x̂·dγ/m)` for channels of m numbers
    pub(crate) fn backward_input<E: Float>(
        self,
        [dy, x]: [&[E]; 2],
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
        self.each(dy, x, dx, of, |dy, x, [mean, scale, shift, slope]| scale * (dy - shift - (x - mean) * slope));
    }
}

/// `x[n, g, k, i]`: of each example `g` groups of `k` channels of `inner` numbers. Each group is normalised by itself.
#[derive(Clone, Copy)]
pub(crate) struct Groups {
    pub n: usize,
    pub g: usize,
    pub k: usize,
    pub inner: usize,
    /// Whether the mean is taken out; if not, it is taken for 0, and the variance is the mean of the squares.
    pub centred: bool,
}
impl Groups {
    fn len(self) -> usize {
        self.k * self.inner
    }
    fn count<E: Float>(self) -> E {
        E::of(self.len() as f64)
    }
    /// `out[j, i] = f(a[j, i], of[j])` for the channels `j` of one group.
    #[inline]
    fn each<E: Float, const K: usize>(self, a: &[E], out: &mut [E], of: [&[E]; K], f: impl Fn(E, [E; K]) -> E) {
        if self.inner == 1 {
            // Slices of one length, so that no index has to be checked.
            let (n, a) = (out.len(), &a[..out.len()]);
            let of = of.map(|of| &of[..n]);
            for (i, out) in out.iter_mut().enumerate() {
                *out = f(a[i], of.map(|of| of[i]));
            }
            return;
        }
        let inner = self.inner.max(1);
        for (j, (out, a)) in out.chunks_exact_mut(inner).zip(a.chunks_exact(inner)).enumerate() {
            let of = of.map(|of| of[j]);
            for (out, &a) in out.iter_mut().zip(a) {
                *out = f(a, of);
            }
        }
    }
    /// The mean and `1/√(var + ε)` of one group.
    fn moments<E: Float>(self, x: &[E], eps: E) -> (E, E) {
        let mean = if self.centred { reduce::sum(x, |x| x) / self.count() } else { E::ZERO };
        let var = reduce::sum(x, |x| (x - mean) * (x - mean)) / self.count();
        (mean, inverse_deviation(var, eps))
    }
    /// `y = γ·(x − mean)/√(var + ε) + β`. What backward needs goes to `keep`: the mean of each group and `1/√(var + ε)`.
    pub(crate) fn forward<E: Float>(
        self,
        x: &[E],
        gamma: &[E],
        beta: Option<&[E]>,
        eps: E,
        y: &mut [E],
        mut keep: impl FnMut(usize, E, E),
    ) {
        let len = self.len().max(1);
        for (nth, (y, x)) in y.chunks_exact_mut(len).zip(x.chunks_exact(len)).enumerate() {
            let (mean, inverse) = self.moments(x, eps);
            keep(nth, mean, inverse);
            let gamma = self.of_group(nth, gamma);
            match beta.map(|beta| self.of_group(nth, beta)) {
                Some(beta) => {
                    self.each(x, y, [gamma, beta], |x, [gamma, beta]| (x - mean) * inverse * gamma + beta);
                }
                None => self.each(x, y, [gamma], |x, [gamma]| (x - mean) * inverse * gamma),
            }
        }
    }
    /// What the channels of the group `nth` have of those of an example.
    fn of_group<E>(self, nth: usize, params: &[E]) -> &[E] {
        &params[nth % self.g * self.k..][..self.k]
    }
    fn channels(self) -> Channels {
        Channels { n: self.n, c: self.g * self.k, inner: self.inner }
    }
    /// `dβ = Σ dy`
    pub(crate) fn backward_shift<E: Float>(self, dy: &[E], dbeta: &mut [E]) {
        self.channels().sum(dy, dy, dbeta, |_| |dy, _, _| dy);
    }
    /// `dγ = Σ dy·x̂`
    pub(crate) fn backward_scale<E: Float>(
        self,
        [dy, x]: [&[E]; 2],
        mean: Option<&[E]>,
        inverse: &[E],
        dgamma: &mut [E],
    ) {
        let (g, k) = (self.g, self.k);
        let of = |nth: usize| (mean.map_or(E::ZERO, |mean| mean[nth]), inverse[nth]);
        if g == 1 {
            return self.channels().sum(dy, x, dgamma, |n| {
                let (mean, inverse) = of(n);
                move |dy, x, _| dy * ((x - mean) * inverse)
            });
        }
        self.channels().sum(dy, x, dgamma, |n| {
            move |dy, x, c| {
                let (mean, inverse) = of(n * g + c / k);
                dy * ((x - mean) * inverse)
            }
        });
    }
    /// `dx = (γ·dy − Σ γ·dy/m − x̂·Σ γ·dy·x̂/m)/√(var + ε)` in groups of m numbers; without the first sum if they are not centred.
    pub(crate) fn backward_input<E: Float>(
        self,
        [dy, x]: [&[E]; 2],
        mean: Option<&[E]>,
        inverse: &[E],
        gamma: &[E],
        dx: &mut [E],
    ) {
        let (len, count) = (self.len().max(1), self.count::<E>());
        let groups = dx.chunks_exact_mut(len).zip(dy.chunks_exact(len).zip(x.chunks_exact(len)));
        for (nth, ((dx, (dy, x)), &inverse)) in groups.zip(inverse).enumerate() {
            self.each(dy, dx, [self.of_group(nth, gamma)], |dy, [gamma]| dy * gamma);
            let mean = mean.map_or(E::ZERO, |mean| mean[nth]);
            let shift = if self.centred { reduce::sum(dx, |dx| dx) / count } else { E::ZERO };
            let slope = reduce::sum_zip(dx, x, |dx, x| dx * (x - mean)) * inverse * inverse / count;
            for (dx, &x) in dx.iter_mut().zip(x) {
                *dx = inverse * (*dx - shift - (x - mean) * slope);
            }
        }
    }
}
