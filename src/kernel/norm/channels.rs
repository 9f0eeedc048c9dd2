//! The channels of a batch. All is inlined into what is compiled for an instruction set.
use super::*;
use crate::kernel::exp::Exp;
use crate::kernel::sums::{Compensated, sum, sum_along, sum_lines, sum_row};
use crate::kernel::terms::{Lines, write_lines};
use core::ops::Range;

/// So many coefficients of channels lie side by side on the stack.
const BLOCK: usize = 128;

impl Channels {
    /// How many numbers a channel has, to divide by.
    #[inline(always)]
    fn count<E: Float>(self) -> E {
        E::of((self.n * self.inner) as f64)
    }
    /// The channels as columns, if they have one number each.
    #[inline(always)]
    pub(super) fn lines(self) -> Lines {
        Lines { count: self.n, apart: self.c, width: self.c }
    }
    /// Where the numbers of a channel lie in each example.
    #[inline(always)]
    pub(super) fn rows(self, c: usize) -> impl Iterator<Item = Range<usize>> {
        (0..self.n).map(move |n| (n * self.c + c) * self.inner).map(move |at| at..at + self.inner)
    }
    /// The sums of what is made of one channel.
    #[inline(always)]
    fn sums_of<I: Isa, E: Float, T: Terms<E, N, 0, K>, const N: usize, const K: usize>(
        self,
        c: usize,
        x: [&[E]; N],
        terms: T,
    ) -> [E; K] {
        let mut total = Compensated::<E, K>::NOTHING;
        for row in self.rows(c) {
            total.add(&sum_row::<I, E, T, N, K>(x.map(|x| &x[row.clone()]), terms));
        }
        total.sums()
    }
    /// Blocks of coefficients: calls `f` with the lines and the channels of each.
    #[inline(always)]
    fn blocks<E: Float, const C: usize>(
        self,
        of: impl Fn(usize) -> [E; C],
        mut f: impl FnMut(Lines, usize, [&[E]; C]),
    ) {
        for first in (0..self.c).step_by(BLOCK) {
            let width = BLOCK.min(self.c - first);
            // One row for each coefficient, so that neighbours are computed at once.
            let mut block = [[E::ZERO; BLOCK]; C];
            for i in 0..width {
                let of_channel = of(first + i);
                block.iter_mut().zip(of_channel).for_each(|(row, k)| row[i] = k);
            }
            f(Lines { width, ..self.lines() }, first, block.each_ref().map(|row| &row[..width]));
        }
    }
}

#[inline(always)]
pub(super) fn sum_channels<I: Isa, E: Exp>(all: Channels, x: &[E], out: &mut [E]) {
    if all.inner == 1 {
        return sum_along::<I, E>(x, AxisOf { outer: 1, size: all.n, inner: all.c }, out);
    }
    for (c, out) in out.iter_mut().enumerate() {
        let mut total = Compensated::<E, 1>::NOTHING;
        all.rows(c).for_each(|row| total.add(&[sum::<I, E>(&x[row])]));
        [*out] = total.sums();
    }
}
#[inline(always)]
pub(super) fn squares_along<I: Isa, E: Exp>(along: AxisOf, x: &[E], mean: &[E], out: &mut [E]) {
    let AxisOf { size, inner, .. } = along;
    if inner == 1 {
        for (row, (out, &mean)) in out.iter_mut().zip(mean).enumerate() {
            [*out] = sum_row::<I, E, _, 1, 1>([&x[row * size..][..size]], Squares::new(mean));
        }
        return;
    }
    let width = inner.max(1);
    for (o, (out, mean)) in out.chunks_exact_mut(width).zip(mean.chunks_exact(width)).enumerate() {
        let (x, lines) = (&x[o * size * inner..][..size * inner], Lines { count: size, apart: inner, width: inner });
        sum_lines::<I, E, _, 1, 1, 1>([x], lines, [mean], [Some(out)], ColumnSquares::new());
    }
}
#[inline(always)]
pub(super) fn channel_moments<I: Isa, E: Exp>(all: Channels, x: &[E], mean: &mut [E], var: &mut [E]) {
    sum_channels::<I, E>(all, x, mean);
    mean.iter_mut().for_each(|mean| *mean /= all.count());
    if all.inner == 1 {
        squares_along::<I, E>(AxisOf { outer: 1, size: all.n, inner: all.c }, x, mean, var);
    } else {
        for (c, (var, &mean)) in var.iter_mut().zip(&*mean).enumerate() {
            [*var] = all.sums_of::<I, E, _, 1, 1>(c, [x], Squares::new(mean));
        }
    }
    var.iter_mut().for_each(|var| *var /= all.count());
}
#[inline(always)]
pub(super) fn norm_channels<I: Isa, E: Exp>(
    all: Channels,
    x: &[E],
    [mean, var, gamma, beta]: [&[E]; 4],
    eps: E,
    y: &mut [E],
) {
    let of = |c: usize| [mean[c], gamma[c] * inverse_deviation(var[c], eps), beta[c]];
    if all.inner == 1 && all.n > 0 {
        return all.blocks(of, |lines, first, of| {
            write_lines::<I, E, _, 1, 3>([&x[first..]], lines, of, &mut y[first..], ColumnNormal::new());
        });
    }
    for c in 0..all.c {
        let [mean, scale, shift] = of(c);
        for row in all.rows(c) {
            let y = &mut y[row.clone()];
            write_lines::<I, E, _, 1, 0>([&x[row]], Lines::one(y), [], y, Normal::new(mean, scale, shift));
        }
    }
}
#[inline(always)]
pub(super) fn norm_channels_params<I: Isa, E: Exp>(
    all: Channels,
    dyx: [&[E]; 2],
    [mean, var]: [&[E]; 2],
    eps: E,
    [dgamma, dbeta]: [&mut [E]; 2],
) {
    if all.inner == 1 {
        let out = [Some(dbeta), Some(&mut *dgamma)];
        sum_lines::<I, E, _, 2, 1, 2>(dyx, all.lines(), [mean], out, ColumnSlopes::new());
    } else {
        for (c, (dgamma, dbeta)) in dgamma.iter_mut().zip(dbeta).enumerate() {
            [*dbeta, *dgamma] = all.sums_of::<I, E, _, 2, 2>(c, dyx, Slopes::new(mean[c]));
        }
    }
    dgamma.iter_mut().zip(var).for_each(|(dgamma, &var)| *dgamma *= inverse_deviation(var, eps));
}
#[inline(always)]
pub(super) fn norm_channels_input<I: Isa, E: Exp>(
    all: Channels,
    [dy, x]: [&[E]; 2],
    [mean, var, gamma]: [&[E]; 3],
    eps: E,
    [dgamma, dbeta]: [&[E]; 2],
    dx: &mut [E],
) {
    let of = |c: usize| {
        let inverse = inverse_deviation(var[c], eps);
        let scale = gamma[c] * inverse;
        [mean[c], scale, scale * inverse * dgamma[c] / all.count(), scale * dbeta[c] / all.count()]
    };
    if all.inner == 1 && all.n > 0 {
        return all.blocks(of, |lines, first, of| {
            let terms = [&dy[first..], &x[first..]];
            write_lines::<I, E, _, 2, 4>(terms, lines, of, &mut dx[first..], ColumnBack::new());
        });
    }
    for c in 0..all.c {
        let [mean, scale, slope, shift] = of(c);
        for row in all.rows(c) {
            let (terms, dx) = ([&dy[row.clone()], &x[row.clone()]], &mut dx[row]);
            write_lines::<I, E, _, 2, 0>(terms, Lines::one(dx), [], dx, Back::new(mean, scale, slope, shift));
        }
    }
}
