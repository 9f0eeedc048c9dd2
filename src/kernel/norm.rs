//! Normalisation: numbers less their mean, divided by their deviation, then scaled by `gamma` and shifted by `beta`.
use crate::elem::Float;
use crate::kernel::simd::{Isa, Kernel, dispatch};

mod channels;
mod groups;

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

/// `1/√(var + ε)`
#[inline]
pub(crate) fn inverse_deviation<E: Float>(var: E, eps: E) -> E {
    E::ONE / (var + eps).sqrt()
}

impl Channels {
    /// `out[c] = Σ x[n, c, i]`, pairwise.
    pub(crate) fn sum<E: Float>(self, x: &[E], out: &mut [E]) {
        E::normalize(Work::Sum(self, x, out));
    }
    /// The mean and the variance of each channel.
    pub(crate) fn moments<E: Float>(self, x: &[E], mean: &mut [E], var: &mut [E]) {
        E::normalize(Work::Moments(self, x, [mean, var]));
    }
    /// `y = γ·(x − mean)/√(var + ε) + β`
    pub(crate) fn forward<E: Float>(self, x: &[E], mean_var_gamma_beta: [&[E]; 4], eps: E, y: &mut [E]) {
        E::normalize(Work::Forward(self, x, mean_var_gamma_beta, eps, y));
    }
    /// `dβ = Σ dy`, `dγ = Σ dy·x̂`
    pub(crate) fn backward_params<E: Float>(
        self,
        dyx: [&[E]; 2],
        mean_var: [&[E]; 2],
        eps: E,
        dgamma_dbeta: [&mut [E]; 2],
    ) {
        E::normalize(Work::Params(self, dyx, mean_var, eps, dgamma_dbeta));
    }
    /// `dx = γ/√(var + ε) · (dy − dβ/m − x̂·dγ/m)` for channels of m numbers
    pub(crate) fn backward_input<E: Float>(
        self,
        dyx: [&[E]; 2],
        mean_var_gamma: [&[E]; 3],
        eps: E,
        dgamma_dbeta: [&[E]; 2],
        dx: &mut [E],
    ) {
        E::normalize(Work::Input(self, dyx, mean_var_gamma, eps, dgamma_dbeta, dx));
    }
}
impl Groups {
    /// `y = γ·(x − mean)/√(var + ε) + β`. What backward needs goes to `kept`: the mean of each group and `1/√(var + ε)`.
    pub(crate) fn forward<E: Float>(
        self,
        x: &[E],
        gamma: &[E],
        beta: Option<&[E]>,
        eps: E,
        y: &mut [E],
        kept: [Option<&mut [E]>; 2],
    ) {
        E::normalize(Work::GroupsForward(self, x, gamma, beta, eps, y, kept));
    }
    /// `dγ = Σ dy·x̂`, `dβ = Σ dy`
    pub(crate) fn backward_params<E: Float>(
        self,
        dyx: [&[E]; 2],
        mean: Option<&[E]>,
        inverse: &[E],
        dgamma: &mut [E],
        dbeta: Option<&mut [E]>,
    ) {
        E::normalize(Work::GroupsParams(self, dyx, mean, inverse, dgamma, dbeta));
    }
    /// `dx = (γ·dy − Σ γ·dy/m − x̂·Σ γ·dy·x̂/m)/√(var + ε)` in groups of m numbers; without the first sum if they are not centred.
    pub(crate) fn backward_input<E: Float>(
        self,
        dyx: [&[E]; 2],
        mean: Option<&[E]>,
        inverse: &[E],
        gamma: &[E],
        dx: &mut [E],
    ) {
        E::normalize(Work::GroupsInput(self, dyx, mean, inverse, gamma, dx));
    }
}

/// What is to be done: each is a function above, with its arguments.
pub(crate) enum Work<'a, E> {
    Sum(Channels, &'a [E], &'a mut [E]),
    Moments(Channels, &'a [E], [&'a mut [E]; 2]),
    Forward(Channels, &'a [E], [&'a [E]; 4], E, &'a mut [E]),
    Params(Channels, [&'a [E]; 2], [&'a [E]; 2], E, [&'a mut [E]; 2]),
    Input(Channels, [&'a [E]; 2], [&'a [E]; 3], E, [&'a [E]; 2], &'a mut [E]),
    GroupsForward(Groups, &'a [E], &'a [E], Option<&'a [E]>, E, &'a mut [E], [Option<&'a mut [E]>; 2]),
    GroupsParams(Groups, [&'a [E]; 2], Option<&'a [E]>, &'a [E], &'a mut [E], Option<&'a mut [E]>),
    GroupsInput(Groups, [&'a [E]; 2], Option<&'a [E]>, &'a [E], &'a [E], &'a mut [E]),
}
impl<E: Float> Kernel for Work<'_, E> {
    type Out = ();
    #[inline(always)]
    fn run<I: Isa>(self) {
        match self {
            Work::Sum(all, x, out) => all.sum_here(x, out),
            Work::Moments(all, x, [mean, var]) => all.moments_here(x, mean, var),
            Work::Forward(all, x, of, eps, y) => all.forward_here(x, of, eps, y),
            Work::Params(all, terms, of, eps, grads) => all.params_here(terms, of, eps, grads),
            Work::Input(all, terms, of, eps, grads, dx) => all.input_here(terms, of, eps, grads, dx),
            Work::GroupsForward(all, x, gamma, beta, eps, y, kept) => all.forward_here(x, gamma, beta, eps, y, kept),
            Work::GroupsParams(all, terms, mean, inverse, dgamma, dbeta) => {
                all.params_here(terms, mean, inverse, dgamma, dbeta)
            }
            Work::GroupsInput(all, terms, mean, inverse, gamma, dx) => all.input_here(terms, mean, inverse, gamma, dx),
        }
    }
}
/// The kernels of normalisation of a float type.
pub trait Normalize: Sized {
    #[doc(hidden)]
    #[allow(private_interfaces, reason = "called by the functions above alone")]
    fn normalize(work: Work<'_, Self>);
}
// Not inlined: as `Gemm`.
macro_rules! normalize { ($($float:ident)*) => { $(
    #[allow(private_interfaces, reason = "called by the functions above alone")]
    impl Normalize for $float {
        #[inline(never)]
        fn normalize(work: Work<'_, Self>) {
            dispatch(work);
        }
    }
)* } }
normalize! { f32 f64 }
