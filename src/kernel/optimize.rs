//! The steps of the optimizers: one pass over the parameters, their gradient and what is kept of earlier steps.
use super::compiled::compiled;
use super::exp::Exp;
use super::simd::Isa;

/// What is the same for all parameters in one step of Adam.
#[derive(Clone, Copy)]
pub struct AdamStep<E> {
    pub beta1: E,
    pub beta2: E,
    pub epsilon: E,
    /// `1 − β₁`
    pub rest1: E,
    /// `1 − β₂`
    pub rest2: E,
    /// `lr/(1 − β₁ᵗ)`
    pub rate: E,
    /// `1/√(1 − β₂ᵗ)`
    pub root: E,
}

compiled! {
    /// Steps of optimizers, compiled once for each float. A decay is added to the gradient.
    trait Steps {
        /// `w −= lr·(dw + decay·w)`
        fn sgd(w: &'a mut [E], dw: &'a [E], rate: E, decay: E);
        /// `v = μ·v − lr·(dw + decay·w)`, `w += v`
        fn momentum(w: &'a mut [E], dw: &'a [E], v: &'a mut [E], rate: E, momentum: E, decay: E);
        /// `v = μ·v − lr·(dw + decay·w)`, `w += μ·v − lr·(dw + decay·w)`
        fn nesterov(w: &'a mut [E], dw: &'a [E], v: &'a mut [E], rate: E, momentum: E, decay: E);
        /// `cache = old·cache + new·dw²`, `w −= lr·dw / (√cache + ε)`
        fn by_squares(w: &'a mut [E], dw: &'a [E], cache: &'a mut [E], rate: E, old_and_new: [E; 2], epsilon: E, decay: E);
        /// `w` is multiplied by `keep` first: Adam has `keep = 1`, AdamW `decay = 0`.
        fn adam(w: &'a mut [E], dw: &'a [E], m: &'a mut [E], v: &'a mut [E], step: AdamStep<E>, decay: E, keep: E);
    }
}

#[inline(always)]
fn sgd<I: Isa, E: Exp>(w: &mut [E], dw: &[E], rate: E, decay: E) {
    for (w, &dw) in w.iter_mut().zip(dw) {
        *w -= rate * (dw + decay * *w);
    }
}
// Everything is loaded before anything is stored, in what follows: else the loops stay scalar.
#[inline(always)]
fn momentum<I: Isa, E: Exp>(w: &mut [E], dw: &[E], v: &mut [E], rate: E, momentum: E, decay: E) {
    for ((w, v), &dw) in w.iter_mut().zip(v).zip(dw) {
        let new_v = momentum * *v - rate * (dw + decay * *w);
        (*w, *v) = (*w + new_v, new_v);
    }
}
#[inline(always)]
fn nesterov<I: Isa, E: Exp>(w: &mut [E], dw: &[E], v: &mut [E], rate: E, momentum: E, decay: E) {
    for ((w, v), &dw) in w.iter_mut().zip(v).zip(dw) {
        let plain = rate * (dw + decay * *w);
        let new_v = momentum * *v - plain;
        (*w, *v) = (*w + (momentum * new_v - plain), new_v);
    }
}
#[inline(always)]
fn by_squares<I: Isa, E: Exp>(
    w: &mut [E],
    dw: &[E],
    cache: &mut [E],
    rate: E,
    [old, new]: [E; 2],
    epsilon: E,
    decay: E,
) {
    for ((w, cache), &dw) in w.iter_mut().zip(cache).zip(dw) {
        let dw = dw + decay * *w;
        let new_cache = old * *cache + new * dw * dw;
        (*w, *cache) = (*w - rate * dw / (new_cache.sqrt() + epsilon), new_cache);
    }
}
#[inline(always)]
fn adam<I: Isa, E: Exp>(w: &mut [E], dw: &[E], m: &mut [E], v: &mut [E], step: AdamStep<E>, decay: E, keep: E) {
    let AdamStep { beta1, beta2, epsilon, rest1, rest2, rate, root } = step;
    for (((w, m), v), &dw) in w.iter_mut().zip(m).zip(v).zip(dw) {
        let dw = dw + decay * *w;
        let (new_m, new_v) = (beta1 * *m + rest1 * dw, beta2 * *v + rest2 * dw * dw);
        let new_w = keep * *w - rate * new_m / (root * new_v.sqrt() + epsilon);
        (*w, *m, *v) = (new_w, new_m, new_v);
    }
}
