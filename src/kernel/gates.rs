//! What the gates of recurrent layers do in one step of one sequence.
use super::compiled::compiled;
use super::exp::Exp;
use super::simd::Isa;

compiled! {
    /// One step of the units of a recurrent layer, compiled once for each float.
    trait Gates {
        fn tanh_in_place(y: &'a mut [E]);
        /// Of `gates`, the blocks i, f, o and g, before their sigmoids and tanh: `c = f·c[t−1] + i·g`, `h = o·tanh c`.
        fn lstm_gates(gates: &'a mut [E], c_prev: &'a [E], c: &'a mut [E], tanh_c: &'a mut [E], h: &'a mut [E]);
        /// Of `a` and `s`, the blocks r, z and n that come of the input and of the state: `h = (1 − z)·n + z·h[t−1]`.
        fn gru_gates(s: &'a [E], a: &'a mut [E], h_prev: &'a [E], h: &'a mut [E]);
    }
}

#[inline(always)]
fn tanh_in_place<I: Isa, E: Exp>(y: &mut [E]) {
    for y in y {
        *y = y.fast_tanh::<I>();
    }
}
#[inline(always)]
fn lstm_gates<I: Isa, E: Exp>(gates: &mut [E], c_prev: &[E], c: &mut [E], tanh_c: &mut [E], h: &mut [E]) {
    let units = h.len();
    let (ifo, g) = gates.split_at_mut(3 * units);
    for gate in ifo.iter_mut() {
        *gate = gate.fast_sigmoids::<I>().0;
    }
    tanh_in_place::<I, E>(g);
    let ((i, f), o) = (ifo[..2 * units].split_at(units), &ifo[2 * units..]);
    let of_gates = i.iter().zip(f).zip(&*g).zip(c_prev);
    for (c, (((&i, &f), &g), &c_prev)) in c.iter_mut().zip(of_gates) {
        *c = f * c_prev + i * g;
    }
    for ((h, tanh_c), (&c, &o)) in h.iter_mut().zip(tanh_c).zip(c.iter().zip(o)) {
        *tanh_c = c.fast_tanh::<I>();
        *h = o * *tanh_c;
    }
}
#[inline(always)]
fn gru_gates<I: Isa, E: Exp>(s: &[E], a: &mut [E], h_prev: &[E], h: &mut [E]) {
    let units = h.len();
    let ((rz, n), (s_rz, s_n)) = (a.split_at_mut(2 * units), s.split_at(2 * units));
    for (gate, &s) in rz.iter_mut().zip(s_rz) {
        *gate = (*gate + s).fast_sigmoids::<I>().0;
    }
    let (r, z) = rz.split_at(units);
    for (n, (&r, &s)) in n.iter_mut().zip(r.iter().zip(s_n)) {
        *n = (*n + r * s).fast_tanh::<I>();
    }
    for (h, ((&n, &z), &h_prev)) in h.iter_mut().zip(n.iter().zip(z).zip(h_prev)) {
        *h = (E::ONE - z) * n + z * h_prev;
    }
}
