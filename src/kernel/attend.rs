//! Attention over strided heads: heads that lie side by side in the rows of a sequence need not be moved.
use super::{MatrixMut, MatrixRef, Write, gemm, gemm_into, reduce};
use crate::elem::Float;
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
        MatrixMut { data, rows: positions, cols: width, row_stride: position }
    }
}

impl AttentionSizes {
    pub(crate) const NONE: Self = AttentionSizes { n: 0, heads: 0, s: 0, t: 0, w: 0, v: 0 };

    fn scale<E: Float>(self) -> E {
        E::ONE / E::of(self.w.max(1) as f64).sqrt()
    }
    /// `weights = softmax(q·kᵀ / √w)`, `out = weights·v`
    pub(crate) fn forward<Scores, E: Float>(
        self,
        q: Heads<'_, E>,
        k: Heads<'_, E>,
        v: Heads<'_, E>,
        mask: &impl Mask<Scores>,
        weights: &mut [E],
        mut out: HeadsMut<'_, E>,
    ) {
        let AttentionSizes { n, heads, s, t, .. } = self;
        for (n, h) in pairs(n, heads) {
            let weights = &mut weights[(n * heads + h) * s * t..][..s * t];
            gemm(q.matrix(n, h), k.matrix(n, h).t(), weights);
            for (s, row) in weights.chunks_exact_mut(t.max(1)).enumerate() {
                row.iter_mut().for_each(|score| *score *= self.scale());
                mask.block(n, s, row);
                softmax(row);
            }
            gemm_into(MatrixRef::row_major(weights, s, t), v.matrix(n, h), out.matrix(n, h), Write::Over);
        }
    }
    /// The gradients of q, k and v, from those of the output; `dscores` is room for the scores of one head at least.
    pub(crate) fn backward<E: Float>(
        self,
        dout: Heads<'_, E>,
        [q, k, v]: [Heads<'_, E>; 3],
        weights: &[E],
        dscores: &mut [E],
        [mut dq, mut dk, mut dv]: [HeadsMut<'_, E>; 3],
    ) {
        let AttentionSizes { n, heads, s, t, .. } = self;
        let dscores = &mut dscores[..(s * t).min(n * heads * s * t)];
        for (n, h) in pairs(n, heads) {
            let weights = &weights[(n * heads + h) * s * t..][..s * t];
            gemm_into(MatrixRef::row_major(weights, s, t).t(), dout.matrix(n, h), dv.matrix(n, h), Write::Over);
            gemm(dout.matrix(n, h), v.matrix(n, h).t(), dscores);
            for (row, weights) in dscores.chunks_exact_mut(t.max(1)).zip(weights.chunks_exact(t.max(1))) {
                let mean = reduce::sum_zip(row, weights, E::mul);
                for (d, &weight) in row.iter_mut().zip(weights) {
                    *d = weight * (*d - mean) * self.scale();
                }
            }
            gemm_into(MatrixRef::row_major(dscores, s, t), k.matrix(n, h), dq.matrix(n, h), Write::Over);
            gemm_into(MatrixRef::row_major(dscores, s, t).t(), q.matrix(n, h), dk.matrix(n, h), Write::Over);
        }
    }
}

fn pairs(n: usize, heads: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..n).flat_map(move |n| (0..heads).map(move |h| (n, h)))
}

/// Of a row of which everything is blocked, all weights are 0.
fn softmax<E: Float>(row: &mut [E]) {
    let greatest = reduce::fold(row, -E::INFINITY, E::greater);
    if greatest == -E::INFINITY {
        row.fill(E::ZERO);
        return;
    }
    row.iter_mut().for_each(|score| *score = (*score - greatest).exp());
    let share = E::ONE / reduce::sum(row, |e| e);
    row.iter_mut().for_each(|weight| *weight *= share);
}
