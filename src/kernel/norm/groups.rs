//! The groups of each example. All is inlined into what is compiled for an instruction set.
use super::*;
use crate::kernel::exp::Exp;
use crate::kernel::sums::{Compensated, sum, sum_lines, sum_row};
use crate::kernel::terms::{Lines, write_lines};

impl Groups {
    #[inline(always)]
    fn len(self) -> usize {
        self.k * self.inner
    }
    #[inline(always)]
    fn count<E: Float>(self) -> E {
        E::of(self.len() as f64)
    }
    /// What the channels of the group `nth` have of those of an example.
    #[inline(always)]
    fn of_group<E>(self, nth: usize, params: &[E]) -> &[E] {
        &params[nth % self.g * self.k..][..self.k]
    }
}

#[inline(always)]
pub(super) fn norm_groups<I: Isa, E: Exp>(
    all: Groups,
    x: &[E],
    gamma: &[E],
    beta: Option<&[E]>,
    eps: E,
    y: &mut [E],
    [mut means, mut inverses]: [Option<&mut [E]>; 2],
) {
    let (len, count, inner) = (all.len().max(1), all.count::<E>(), all.inner.max(1));
    for (nth, (y, x)) in y.chunks_exact_mut(len).zip(x.chunks_exact(len)).enumerate() {
        let mean = if all.centred { sum::<I, E>(x) / count } else { E::ZERO };
        let [squares] = sum_row::<I, E, _, 1, 1>([x], Squares::new(mean));
        let inverse = inverse_deviation(squares / count, eps);
        if let Some(means) = &mut means {
            means[nth] = mean;
        }
        if let Some(inverses) = &mut inverses {
            inverses[nth] = inverse;
        }
        let (gamma, beta) = (all.of_group(nth, gamma), beta.map(|beta| all.of_group(nth, beta)));
        if inner > 1 {
            for (k, (y, x)) in y.chunks_exact_mut(inner).zip(x.chunks_exact(inner)).enumerate() {
                let (scale, shift) = (inverse * gamma[k], beta.map_or(E::ZERO, |beta| beta[k]));
                write_lines::<I, E, _, 1, 0>([x], Lines::one(y), [], y, Normal::new(mean, scale, shift));
            }
            continue;
        }
        match beta {
            Some(beta) => {
                let terms = ShiftedNormal::new(mean, inverse);
                write_lines::<I, E, _, 1, 2>([x], Lines::one(y), [gamma, beta], y, terms);
            }
            None => write_lines::<I, E, _, 1, 1>([x], Lines::one(y), [gamma], y, ScaledNormal::new(mean, inverse)),
        }
    }
}
#[inline(always)]
pub(super) fn norm_groups_params<I: Isa, E: Exp>(
    all: Groups,
    [dy, x]: [&[E]; 2],
    mean: Option<&[E]>,
    inverse: &[E],
    dgamma: &mut [E],
    mut dbeta: Option<&mut [E]>,
) {
    let Groups { n, g, k, inner, .. } = all;
    let channels = Channels { n, c: g * k, inner };
    if inner == 1 {
        for group in 0..g {
            let part = group * k..(group + 1) * k;
            let terms = LineSlopes { mean: mean.map(|mean| &mean[group..]), inverse: &inverse[group..], apart: g };
            let out = [dbeta.as_deref_mut().map(|dbeta| &mut dbeta[part.clone()]), Some(&mut dgamma[part.clone()])];
            let x = [&dy[part.start..], &x[part.start..]];
            sum_lines::<I, E, _, 2, 0, 2>(x, Lines { width: k, ..channels.lines() }, [], out, terms);
        }
        return;
    }
    for (c, dgamma) in dgamma.iter_mut().enumerate() {
        let mut total = Compensated::<E, 2>::NOTHING;
        for (n, row) in channels.rows(c).enumerate() {
            let nth = n * g + c / k;
            let terms = Slopes::new(mean.map_or(E::ZERO, |mean| mean[nth]));
            let [shift, slope] = sum_row::<I, E, _, 2, 2>([&dy[row.clone()], &x[row]], terms);
            total.add(&[shift, slope * inverse[nth]]);
        }
        let [shift, slope] = total.sums();
        *dgamma = slope;
        if let Some(dbeta) = &mut dbeta {
            dbeta[c] = shift;
        }
    }
}
#[inline(always)]
pub(super) fn norm_groups_input<I: Isa, E: Exp>(
    all: Groups,
    [dy, x]: [&[E]; 2],
    mean: Option<&[E]>,
    inverse: &[E],
    gamma: &[E],
    dx: &mut [E],
) {
    let (len, count, inner) = (all.len().max(1), all.count::<E>(), all.inner.max(1));
    let groups = dx.chunks_exact_mut(len).zip(dy.chunks_exact(len).zip(x.chunks_exact(len)));
    for (nth, ((dx, (dy, x)), &inverse)) in groups.zip(inverse).enumerate() {
        let (mean, gamma) = (mean.map_or(E::ZERO, |mean| mean[nth]), all.of_group(nth, gamma));
        let [shift, slope] = if inner == 1 {
            sum_row::<I, E, _, 3, 2>([dy, x, gamma], ScaledSlopes::new(mean))
        } else {
            let mut total = Compensated::<E, 2>::NOTHING;
            for ((dy, x), &gamma) in dy.chunks_exact(inner).zip(x.chunks_exact(inner)).zip(gamma) {
                total.add(&sum_row::<I, E, _, 2, 2>([dy, x], Slopes::new(mean)).map(|sum| gamma * sum));
            }
            total.sums()
        };
        let shift = if all.centred { inverse * shift / count } else { E::ZERO };
        let slope = slope * inverse * inverse * inverse / count;
        if inner == 1 {
            let terms = ScaledBack::new(mean, inverse, slope, shift);
            write_lines::<I, E, _, 2, 1>([dy, x], Lines::one(dx), [gamma], dx, terms);
            continue;
        }
        let channels = dx.chunks_exact_mut(inner).zip(dy.chunks_exact(inner).zip(x.chunks_exact(inner)));
        for ((dx, (dy, x)), &gamma) in channels.zip(gamma) {
            let terms = Back::new(mean, inverse * gamma, slope, shift);
            write_lines::<I, E, _, 2, 0>([dy, x], Lines::one(dx), [], dx, terms);
        }
    }
}
