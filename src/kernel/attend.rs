//! Attention over strided heads: heads that lie side by side in the rows of a sequence need not be moved.
use super::{MatrixMut, MatrixRef, Write, gemm, gemm_into, reduce};
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::ops::Mask;

/// The sizes of an attention: s queries and t keys of width w, with values of width v, in every head of n examples.
#[derive(Clone, Copy)]
pub struct AttentionSizes {
    pub(crate) n: usize,
    pub(crate) heads: usize,
    pub(crate) s: usize,
    pub(crate) t: usize,
    pub(crate) w: usize,
    pub(crate) v: usize,
}

/// Where the heads of a batch of sequences lie: position p of head h of example n begins at `n·example + h·head + p·position`.
#[derive(Clone, Copy)]
struct Place {
    example: usize,
    head: usize,
    position: usize,
    positions: usize,
    width: usize,
}
impl Place {
    /// `(N, H, S, W)`
    fn first(heads: usize, positions: usize, width: usize) -> Self {
        Place { example: heads * positions * width, head: positions * width, position: width, positions, width }
    }
    /// `(N, S, H·W)`
    fn within(heads: usize, positions: usize, width: usize) -> Self {
        Place { example: positions * heads * width, head: width, position: heads * width, positions, width }
    }
    fn start(self, n: usize, h: usize) -> usize {
        n * self.example + h * self.head
    }
}

/// Heads to be read.
#[derive(Clone, Copy)]
pub(crate) struct Heads<'a, E> {
    data: &'a [E],
    place: Place,
}
impl<'a, E> Heads<'a, E> {
    /// Heads that lie as `(N, H, S, W)`.
    pub fn first(data: &'a [E], heads: usize, positions: usize, width: usize) -> Self {
        Heads { data, place: Place::first(heads, positions, width) }
    }
    /// Heads that lie as `(N, S, H·W)`.
    pub fn within(data: &'a [E], heads: usize, positions: usize, width: usize) -> Self {
        Heads { data, place: Place::within(heads, positions, width) }
    }
    fn matrix(self, n: usize, h: usize) -> MatrixRef<'a, E> {
        let Place { position, positions, width, .. } = self.place;
        let data = &self.data[self.place.start(n, h)..];
        MatrixRef { data, rows: positions, cols: width, row_stride: position, col_stride: 1 }
    }
}

/// Heads to be written.
pub(crate) struct HeadsMut<'a, E> {
    data: &'a mut [E],
    place: Place,
}
impl<'a, E> HeadsMut<'a, E> {
    /// Heads that lie as `(N, H, S, W)`.
    pub fn first(data: &'a mut [E], heads: usize, positions: usize, width: usize) -> Self {
        HeadsMut { data, place: Place::first(heads, positions, width) }
    }
    /// Heads that lie as `(N, S, H·W)`.
    pub fn within(data: &'a mut [E], heads: usize, positions: usize, width: usize) -> Self {
        HeadsMut { data, place: Place::within(heads, positions, width) }
    }
    fn matrix(&mut self, n: usize, h: usize) -> MatrixMut<'_, E> {
        let Place { position, positions, width, .. } = self.place;
        let data = &mut self.data[self.place.start(n, h)..];
        MatrixMut::new(data, positions, width, position)
    }
}

impl AttentionSizes {
    pub(crate) const NONE: Self = AttentionSizes { n: 0, heads: 0, s: 0, t: 0, w: 0, v: 0 };

    fn scale<E: Float>(self) -> E {
        E::ONE / E::of(self.w.max(1) as f64).sqrt()
    }
    /// `weights = softmax(q·kᵀ / √w)`, along the keys that the mask allows.
    pub(crate) fn weigh<Scores, E: Float>(
        self,
        q: Heads<'_, E>,
        k: Heads<'_, E>,
        mask: &impl Mask<Scores>,
        weights: &mut [E],
    ) {
        let scale = self.scale();
        for (n, h) in self.pairs() {
            let weights = &mut weights[self.of_head(n, h)];
            gemm(q.matrix(n, h), k.matrix(n, h).t(), weights);
            for (s, row) in weights.chunks_exact_mut(self.t.max(1)).enumerate() {
                row.iter_mut().for_each(|score| *score *= scale);
                mask.block(n, s, row);
                // Of a row of which everything is blocked, all weights are 0.
                E::Loops::softmax_or_nothing(row);
            }
        }
    }
    /// `out = weights·v`
    pub(crate) fn mix<E: Float>(self, weights: &[E], v: Heads<'_, E>, mut out: HeadsMut<'_, E>) {
        for (n, h) in self.pairs() {
            let weights = MatrixRef::row_major(&weights[self.of_head(n, h)], self.s, self.t);
            gemm_into(weights, v.matrix(n, h), out.matrix(n, h), Write::Over);
        }
    }
    /// `dv = weightsᵀ·dout`, `dweights = dout·vᵀ`
    pub(crate) fn mix_backward<E: Float>(
        self,
        dout: Heads<'_, E>,
        weights: &[E],
        v: Heads<'_, E>,
        dweights: &mut [E],
        mut dv: HeadsMut<'_, E>,
    ) {
        for (n, h) in self.pairs() {
            let head = self.of_head(n, h);
            let weights = MatrixRef::row_major(&weights[head.clone()], self.s, self.t);
            gemm_into(weights.t(), dout.matrix(n, h), dv.matrix(n, h), Write::Over);
            gemm(dout.matrix(n, h), v.matrix(n, h).t(), &mut dweights[head]);
        }
    }
    /// `dscores = weights·(dweights − Σ dweights·weights)`, `dq = dscores·k / √w`, `dk = dscoresᵀ·q / √w`. Leaves dscores / √w in `dweights`.
    pub(crate) fn weigh_backward<E: Float>(
        self,
        dweights: &mut [E],
        weights: &[E],
        q: Heads<'_, E>,
        k: Heads<'_, E>,
        mut dq: HeadsMut<'_, E>,
        mut dk: HeadsMut<'_, E>,
    ) {
        let (t, scale) = (self.t.max(1), self.scale());
        for (row, weights) in dweights.chunks_exact_mut(t).zip(weights.chunks_exact(t)) {
            let mean = reduce::sum_zip(row, weights, E::mul);
            for (d, &weight) in row.iter_mut().zip(weights) {
                *d = weight * (*d - mean) * scale;
            }
        }
        for (n, h) in self.pairs() {
            let dscores = MatrixRef::row_major(&dweights[self.of_head(n, h)], self.s, self.t);
            gemm_into(dscores, k.matrix(n, h), dq.matrix(n, h), Write::Over);
            gemm_into(dscores.t(), q.matrix(n, h), dk.matrix(n, h), Write::Over);
        }
    }
    /// Every example with every head.
    fn pairs(self) -> impl Iterator<Item = (usize, usize)> {
        (0..self.n).flat_map(move |n| (0..self.heads).map(move |h| (n, h)))
    }
    /// Where the scores of a head are.
    fn of_head(self, n: usize, h: usize) -> core::ops::Range<usize> {
        let start = (n * self.heads + h) * self.s * self.t;
        start..start + self.s * self.t
    }
}
