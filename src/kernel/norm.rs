//! Normalisation: numbers less their mean, divided by their deviation, then scaled by `gamma` and shifted by `beta`.
use super::compiled::compiled;
use super::reduce::AxisOf;
use super::simd::{Isa, Lanes};
use super::terms::Terms;
use crate::elem::Float;
use core::marker::PhantomData;

mod channels;
mod groups;
use channels::*;
use groups::*;

/// `x[n, c, i]`: of each example `c` channels of `inner` numbers. A batch is normalised channel by channel.
#[derive(Clone, Copy)]
pub(crate) struct Channels {
    pub n: usize,
    pub c: usize,
    pub inner: usize,
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

compiled! {
    /// The parts of normalisations, compiled once for each float.
    trait Norms {
        /// `out[c] = Σ x[n, c, i]`
        fn sum_channels(all: Channels, x: &'a [E], out: &'a mut [E]);
        /// `out[o, i] = Σ_k (x[o, k, i] − mean[o, i])²`
        fn squares_along(along: AxisOf, x: &'a [E], mean: &'a [E], out: &'a mut [E]);
        /// The mean and the variance of each channel.
        fn channel_moments(all: Channels, x: &'a [E], mean: &'a mut [E], var: &'a mut [E]);
        /// `y = γ·(x − mean)/√(var + ε) + β`
        fn norm_channels(all: Channels, x: &'a [E], mean_var_gamma_beta: [&'a [E]; 4], eps: E, y: &'a mut [E]);
        /// `dγ = Σ dy·x̂`, `dβ = Σ dy`
        fn norm_channels_params(all: Channels, dyx: [&'a [E]; 2], mean_var: [&'a [E]; 2], eps: E, dgamma_dbeta: [&'a mut [E]; 2]);
        /// `dx = γ/√(var + ε) · (dy − dβ/m − x̂·dγ/m)` for channels of m numbers
        fn norm_channels_input(all: Channels, dyx: [&'a [E]; 2], mean_var_gamma: [&'a [E]; 3], eps: E, dgamma_dbeta: [&'a [E]; 2], dx: &'a mut [E]);
        /// `y = γ·(x − mean)/√(var + ε) + β`. What backward needs goes to `kept`: the mean of each group and `1/√(var + ε)`.
        fn norm_groups(all: Groups, x: &'a [E], gamma: &'a [E], beta: Option<&'a [E]>, eps: E, y: &'a mut [E], kept: [Option<&'a mut [E]>; 2]);
        /// `dγ = Σ dy·x̂`, `dβ = Σ dy`
        fn norm_groups_params(all: Groups, dyx: [&'a [E]; 2], mean: Option<&'a [E]>, inverse: &'a [E], dgamma: &'a mut [E], dbeta: Option<&'a mut [E]>);
        /// `dx = (γ·dy − Σ γ·dy/m − x̂·Σ γ·dy·x̂/m)/√(var + ε)` in groups of m numbers; without the first sum if they are not centred.
        fn norm_groups_input(all: Groups, dyx: [&'a [E]; 2], mean: Option<&'a [E]>, inverse: &'a [E], gamma: &'a [E], dx: &'a mut [E]);
    }
}

/// `1/√(var + ε)`
#[inline(always)]
fn inverse_deviation<E: Float>(var: E, eps: E) -> E {
    E::ONE / (var + eps).sqrt()
}

/// What is made of numbers and of coefficients; those before the semicolon are the same for all numbers, those behind it for each column.
macro_rules! terms { ($($(#[$doc:meta])* $name:ident($($same:ident)*; $($column:ident)*) of $($x:ident)* = [$($made:expr),*], $zero:literal of zeros;)*) => { $(
    $(#[$doc])*
    #[derive(Clone, Copy)]
    struct $name<E> {
        $($same: E,)*
        of: PhantomData<E>,
    }
    impl<E: Float> $name<E> {
        #[inline(always)]
        fn new($($same: E),*) -> Self {
            $name { $($same,)* of: PhantomData }
        }
    }
    impl<E: Float> Terms<E, { count!($($x)*) }, { count!($($column)*) }, { count!($($made)*) }> for $name<E> {
        const OF_ZEROS: bool = $zero;
        #[inline(always)]
        unsafe fn of<I: Isa>(
            self,
            _: usize,
            [$($x),*]: [E::Lanes<I>; count!($($x)*)],
            [$($column),*]: [E::Lanes<I>; count!($($column)*)],
        ) -> [E::Lanes<I>; count!($($made)*)] {
            // SAFETY: by the caller.
            unsafe {
                $(let $same = E::Lanes::<I>::splat(self.$same);)*
                [$($made),*]
            }
        }
    }
)* } }
macro_rules! count { ($($what:tt)*) => { <[&str]>::len(&[$(stringify!($what)),*]) } }
terms! {
    Squares(mean;) of x = [x.minus(mean).times(x.minus(mean))], false of zeros;
    ColumnSquares(; mean) of x = [x.minus(mean).times(x.minus(mean))], false of zeros;
    Slopes(mean;) of dy x = [dy, dy.times(x.minus(mean))], true of zeros;
    ColumnSlopes(; mean) of dy x = [dy, dy.times(x.minus(mean))], true of zeros;
    ScaledSlopes(mean;) of dy x gamma = [gamma.times(dy), gamma.times(dy).times(x.minus(mean))], true of zeros;
    Normal(mean scale shift;) of x = [x.minus(mean).times_plus(scale, shift)], false of zeros;
    ColumnNormal(; mean scale shift) of x = [x.minus(mean).times_plus(scale, shift)], false of zeros;
    ScaledNormal(mean inverse; gamma) of x = [x.minus(mean).times(inverse).times(gamma)], false of zeros;
    ShiftedNormal(mean inverse; gamma beta) of x = [x.minus(mean).times(inverse).times_plus(gamma, beta)], false of zeros;
    Back(mean scale slope shift;) of dy x = [dy.times(scale).minus(x.minus(mean).times_plus(slope, shift))], false of zeros;
    ColumnBack(; mean scale slope shift) of dy x = [dy.times(scale).minus(x.minus(mean).times_plus(slope, shift))], false of zeros;
    ScaledBack(mean inverse slope shift; gamma) of dy x = [gamma.times(dy).times(inverse).minus(x.minus(mean).times_plus(slope, shift))], false of zeros;
}
/// `dy` and `dy·x̂` of lines that have a mean and a deviation each, which lie so far apart.
#[derive(Clone, Copy)]
struct LineSlopes<'a, E> {
    mean: Option<&'a [E]>,
    inverse: &'a [E],
    apart: usize,
}
impl<E: Float> Terms<E, 2, 0, 2> for LineSlopes<'_, E> {
    #[inline(always)]
    unsafe fn of<I: Isa>(self, line: usize, [dy, x]: [E::Lanes<I>; 2], _: [E::Lanes<I>; 0]) -> [E::Lanes<I>; 2] {
        let mean = if let Some(mean) = self.mean { mean[line * self.apart] } else { E::ZERO };
        // SAFETY: by the caller.
        unsafe {
            let inverse = E::Lanes::<I>::splat(self.inverse[line * self.apart]);
            [dy, dy.times(x.minus(E::Lanes::<I>::splat(mean)).times(inverse))]
        }
    }
}
