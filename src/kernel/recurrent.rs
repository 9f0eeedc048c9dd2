//! What all recurrent layers do: the input of every step in one product, then one step after the other; and back.
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::{MatrixMut, MatrixRef, Write, gemm, gemm_into, transpose};
use crate::ops::AffineSizes;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

/// `n` sequences of `t` steps, `d` features in each, and `h` units with `gates` blocks of `h` columns.
///
/// What belongs to every step lies as the sequences do, (N, T, …), so step `t` is rows that are T lines apart.
#[derive(Clone, Copy)]
pub(crate) struct Recurrence {
    pub n: usize,
    pub t: usize,
    pub d: usize,
    pub h: usize,
    pub gates: usize,
}
impl Recurrence {
    pub const fn of<N: Dim, T: Dim, D: Dim, H: Dim>(gates: usize) -> Self {
        Recurrence { n: N::SIZE, t: T::SIZE, d: D::SIZE, h: H::SIZE, gates }
    }
    /// All gates, side by side.
    pub fn width(self) -> usize {
        self.gates * self.h
    }
    /// Where the rows of step `t` lie, sequence by sequence, if they are `width` long.
    pub fn rows(self, t: usize, width: usize) -> impl Iterator<Item = Range<usize>> {
        (0..self.n).map(move |n| (n * self.t + t) * width).map(move |start| start..start + width)
    }
    /// Step `t` of `x`, whose rows are `width` long. Of no sequences there is no step to cut out.
    fn step<E>(self, t: usize, x: &[E], width: usize) -> MatrixRef<'_, E> {
        MatrixRef {
            data: x.get(t * width..).unwrap_or_default(),
            rows: self.n,
            cols: width,
            row_stride: self.t * width,
            col_stride: 1,
        }
    }

    /// `a = x·wx + b`, of all steps at once.
    pub fn input<E: Float>(self, x: &[E], wx: &[E], b: &[E], a: &mut [E]) {
        AffineSizes { n: self.n * self.t, m: self.d, d: self.width() }.forward(x, wx, b, a);
    }
    /// What step `t` starts from: `from` at the first step, 0 if there is none, and what the step before has left at the others.
    pub fn carry<E: Float>(self, t: usize, from: Option<&[E]>, state: &[E], before: &mut [E]) {
        for (n, row) in self.rows(t, self.h).enumerate() {
            match (t, from) {
                (0, None) => before[row].fill(E::ZERO),
                (0, Some(from)) => before[row].copy_from_slice(&from[n * self.h..][..self.h]),
                _ => before[row.clone()].copy_from_slice(&state[row.start - self.h..][..self.h]),
            }
        }
    }
    /// `a[:, t] += h_prev[:, t]·wh`
    pub fn recur<E: Float>(self, t: usize, h_prev: &[E], wh: &[E], a: &mut [E]) {
        let width = self.width();
        let data = a.get_mut(t * width..).unwrap_or_default();
        let of_step = MatrixMut::new(data, self.n, width, self.t * width);
        gemm_into(self.step(t, h_prev, self.h), MatrixRef::row_major(wh, self.h, width), of_step, Write::Add);
    }

    /// Room for [`turned`](Self::turned): none where `wh` is read one row at a time, which sums along the columns of `whᵀ`; and none for few
    /// steps or units, which do not win back what it takes to turn it.
    pub fn room_to_turn<E: Float>(self) -> Vec<E> {
        let pays = self.n > 1 && self.t >= 4 && self.h >= 16;
        vec![E::ZERO; if pays { self.width() * self.h } else { 0 }]
    }
    /// `whᵀ`, row by row if there is `room`: turned once, and not at every step.
    pub fn turned<'a, E: Float>(self, wh: &'a [E], room: &'a mut [E]) -> MatrixRef<'a, E> {
        if room.is_empty() {
            return MatrixRef::row_major(wh, self.h, self.width()).t();
        }
        transpose(wh, room, self.width(), self.h);
        MatrixRef::row_major(room, self.width(), self.h)
    }
    /// `dh += da[:, t]·whᵀ`
    pub fn backward_recur<E: Float>(self, t: usize, da: &[E], wh_t: MatrixRef<'_, E>, dh: &mut [E]) {
        gemm_into(self.step(t, da, self.width()), wh_t, MatrixMut::row_major(dh, self.n, self.h), Write::Add);
    }
    /// `dx = da·wxᵀ`, of all steps at once.
    pub fn backward_input<E: Float>(self, da: &[E], wx: &[E], dx: &mut [E]) {
        AffineSizes { n: self.n * self.t, m: self.d, d: self.width() }.backward_input(da, wx, dx);
    }
    /// `dwx = xᵀ·da`, `db = Σ da`, of all steps at once.
    pub fn backward_params<E: Float>(self, x: &[E], da: &[E], dwx: &mut [E], db: &mut [E]) {
        AffineSizes { n: self.n * self.t, m: self.d, d: self.width() }.backward_params(da, x, dwx, db);
    }
    /// `dwh = h_prevᵀ·da`, of all steps at once.
    pub fn backward_state<E: Float>(self, h_prev: &[E], da: &[E], dwh: &mut [E]) {
        let (rows, width) = (self.n * self.t, self.width());
        gemm(MatrixRef::row_major(h_prev, rows, self.h).t(), MatrixRef::row_major(da, rows, width), dwh);
    }
    /// `dwh = h_prevᵀ·ds`, `dbh = Σ ds`, of all steps at once.
    pub fn backward_state_params<E: Float>(self, h_prev: &[E], ds: &[E], dwh: &mut [E], dbh: &mut [E]) {
        AffineSizes { n: self.n * self.t, m: self.h, d: self.width() }.backward_params(ds, h_prev, dwh, dbh);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_that_are_turned_give_the_same_bits() {
        let numbers =
            |len: usize| -> Vec<f32> { (0..len).map(|i| ((i * 7919) % 1009) as f32 / 1009.0 - 0.5).collect() };
        for (n, t, h, pays) in
            [(3, 5, 17, true), (40, 4, 33, true), (1, 5, 17, false), (3, 1, 17, false), (3, 5, 7, false)]
        {
            let sizes = Recurrence { n, t, d: 0, h, gates: 3 };
            let (wh, da) = (numbers(h * sizes.width()), numbers(n * t * sizes.width()));
            let back = |room: &mut [f32]| {
                let (wh_t, mut dh) = (sizes.turned(&wh, room), numbers(n * h));
                (0..t).for_each(|t| sizes.backward_recur(t, &da, wh_t, &mut dh));
                dh
            };
            let mut room = sizes.room_to_turn();
            assert_eq!(room.len(), if pays { wh.len() } else { 0 });
            assert_eq!(back(&mut room), back(&mut []));
        }
    }
}
