//! Pairwise sums for kernels that are compiled for several instruction sets: all of it is inlined into them.
use crate::elem::Float;

/// So many numbers of a row are added side by side, and so many columns of lines.
const LANES: usize = 32;
/// So many numbers of a row are added before sums are added pairwise.
const BLOCK: usize = 256;
/// So many lines are.
const LINES: usize = 16;
/// More sums than 2³² are not added pairwise.
const LEVELS: usize = 32;

/// Sums of `W` numbers, which are added pairwise as they come in: those of 2ᵏ lie at level k.
pub(super) struct Pairwise<E, const W: usize> {
    levels: [[E; W]; LEVELS],
    count: usize,
}
impl<E: Float, const W: usize> Pairwise<E, W> {
    #[inline(always)]
    pub fn new() -> Self {
        Pairwise { levels: [[E::ZERO; W]; LEVELS], count: 0 }
    }
    #[inline(always)]
    pub fn push(&mut self, mut sum: [E; W]) {
        let mut level = 0;
        while self.count >> level & 1 == 1 && level + 1 < LEVELS {
            add(&mut sum, &self.levels[level]);
            level += 1;
        }
        self.levels[level] = sum;
        self.count += 1;
    }
    #[inline(always)]
    pub fn end(self) -> [E; W] {
        let mut total = [E::ZERO; W];
        for (level, sum) in self.levels.iter().enumerate() {
            if self.count >> level == 0 {
                break;
            }
            if self.count >> level & 1 == 1 {
                add(&mut total, sum);
            }
        }
        total
    }
}
#[inline(always)]
fn add<E: Float>(to: &mut [E], from: &[E]) {
    to.iter_mut().zip(from).for_each(|(to, &from)| *to += from);
}

/// `Σ f(a[i], b[i], c[i])`, each of the `K` sums pairwise.
#[inline(always)]
pub(super) fn sum_row<E: Float, const K: usize>([a, b, c]: [&[E]; 3], f: impl Fn(E, E, E) -> [E; K]) -> [E; K] {
    if a.len() <= BLOCK {
        return sum_block([a, b, c], f);
    }
    let mut sums = Pairwise::new();
    for ((a, b), c) in a.chunks(BLOCK).zip(b.chunks(BLOCK)).zip(c.chunks(BLOCK)) {
        sums.push(sum_block([a, b, c], &f));
    }
    sums.end()
}
#[inline(always)]
fn sum_block<E: Float, const K: usize>([a, b, c]: [&[E]; 3], f: impl Fn(E, E, E) -> [E; K]) -> [E; K] {
    let mut lanes = [[E::ZERO; LANES]; K];
    let whole = a.len() / LANES * LANES;
    let ((a, a_rest), (b, b_rest), (c, c_rest)) = (a.split_at(whole), b.split_at(whole), c.split_at(whole));
    for ((a, b), c) in a.chunks_exact(LANES).zip(b.chunks_exact(LANES)).zip(c.chunks_exact(LANES)) {
        for i in 0..LANES {
            let terms = f(a[i], b[i], c[i]);
            for k in 0..K {
                lanes[k][i] += terms[k];
            }
        }
    }
    let mut sums = lanes.map(|mut lanes| {
        halve::<E, 16>(&mut lanes);
        halve::<E, 8>(&mut lanes);
        halve::<E, 4>(&mut lanes);
        halve::<E, 2>(&mut lanes);
        lanes[0] + lanes[1]
    });
    let mut rest = [E::ZERO; K];
    for ((&a, &b), &c) in a_rest.iter().zip(b_rest).zip(c_rest) {
        add(&mut rest, &f(a, b, c));
    }
    add(&mut sums, &rest);
    sums
}

/// Adds the second half of so many numbers to the first.
#[inline(always)]
fn halve<E: Float, const HALF: usize>(lanes: &mut [E; LANES]) {
    for i in 0..HALF {
        lanes[i] += lanes[i + HALF];
    }
}

/// `out[k][i] = Σ_n f(n)(a[n, i], b[n, i], of[i], i)[k]` over lines as long as `out[k]`, pairwise.
#[inline(always)]
pub(super) fn sum_lines<E: Float, const K: usize, const C: usize, F: Fn(E, E, [E; C], usize) -> [E; K]>(
    [a, b]: [&[E]; 2],
    of: [&[E]; C],
    mut out: [&mut [E]; K],
    f: impl Fn(usize) -> F,
) {
    let length = out[0].len();
    for first in (0..length).step_by(LANES) {
        let width = LANES.min(length - first);
        let of = of.map(|of| lanes(&of[first..][..width]));
        let mut sums: [Pairwise<E, LANES>; K] = core::array::from_fn(|_| Pairwise::new());
        let lines = a.chunks(LINES * length).zip(b.chunks(LINES * length));
        for (block, (a, b)) in lines.enumerate() {
            let mut totals = [[E::ZERO; LANES]; K];
            for (line, (a, b)) in a.chunks_exact(length).zip(b.chunks_exact(length)).enumerate() {
                let f = f(block * LINES + line);
                let (a, b) = (lanes(&a[first..][..width]), lanes(&b[first..][..width]));
                for i in 0..LANES {
                    let terms = f(a[i], b[i], of.map(|of| of[i]), first + i);
                    for k in 0..K {
                        totals[k][i] += terms[k];
                    }
                }
            }
            sums.iter_mut().zip(totals).for_each(|(sums, totals)| sums.push(totals));
        }
        out.iter_mut().zip(sums).for_each(|(out, sums)| out[first..][..width].copy_from_slice(&sums.end()[..width]));
    }
}
/// These numbers, and zeros behind them.
#[inline(always)]
fn lanes<E: Float>(x: &[E]) -> [E; LANES] {
    <[E; LANES]>::try_from(x).unwrap_or_else(|_| {
        let mut lanes = [E::ZERO; LANES];
        lanes[..x.len()].copy_from_slice(x);
        lanes
    })
}
