//! A tile of a matrix product: some rows by one or two registers, whose sums stay in registers.
use super::simd::{Isa, Kernel, Lanes};
use crate::elem::Float;
use core::marker::PhantomData;
use core::mem::MaybeUninit;

/// So many products are added one after the other.
pub(super) const DEPTH: usize = 128;
/// How many bytes a panel has: half of the first cache of most machines, and `DEPTH` times two of the largest registers.
pub(super) const PANEL: usize = 16 * 1024;
#[repr(align(64))]
pub(super) struct Panel(MaybeUninit<[u8; PANEL]>);
impl Panel {
    /// A constant, which is not first somewhere else on the stack when nothing is optimised.
    pub const NEW: Panel = Panel(MaybeUninit::uninit());
    pub fn as_mut_ptr<E>(&mut self) -> *mut E {
        self.0.as_mut_ptr().cast()
    }
}
/// Copies `width` columns that lie whole, `stride` apart from `from` on, into `depth` rows that are `step` apart.
///
/// # Safety
/// So many numbers can be read; and in each row so many be written as the next multiple of the side of a square. The machine has the
/// instructions.
#[inline(always)]
pub(super) unsafe fn transpose<I: Isa, E: Float>(
    from: *const E,
    stride: usize,
    (depth, width): (usize, usize),
    to: *mut E,
    step: usize,
) {
    let side = <E::Lanes<I>>::SIDE;
    for k in (0..depth).step_by(side) {
        for j in (0..width).step_by(side) {
            let sizes = (side.min(depth - k), side.min(width - j));
            // SAFETY: by the caller.
            unsafe { <E::Lanes<I>>::transpose(from.add(j * stride + k), stride, sizes, to.add(k * step + j), step) };
        }
    }
}

/// Where the numbers of b are read: those of the next k lie `step` further.
#[derive(Clone, Copy)]
pub(super) struct Source<E> {
    pub at: *const E,
    pub step: usize,
}
/// `R` rows by `P` registers, of which the last may be cut.
///
/// For each k there are `R` numbers of a, `steps.0` apart, and `width` numbers of b, one behind the other.
pub(super) struct Tile<E, V, const R: usize, const P: usize> {
    pub a: *const E,
    pub steps: (usize, usize),
    pub b: Source<E>,
    pub depth: usize,
    /// How many rows are not written.
    pub skip: usize,
    /// The first number that is written; `width` can be, in each row.
    pub out: *mut E,
    pub row_stride: usize,
    pub width: usize,
    /// What is added to the sums: `width` numbers, and for each further row so many places further.
    pub plus: Option<(*const E, usize)>,
    pub of: PhantomData<V>,
}
impl<E: Float, V: Lanes<E>, const R: usize, const P: usize> Kernel for Tile<E, V, R, P> {
    type Out = ();
    #[inline(always)]
    fn run<I: Isa>(self) {
        // SAFETY: so many numbers are there, as is written above, and the machine has the instructions.
        unsafe {
            if self.width == P * V::LEN {
                self.all::<true, false>();
            } else {
                self.all::<false, false>();
            }
        }
    }
}
impl<E: Float, V: Lanes<E>, const R: usize, const P: usize> Tile<E, V, R, P> {
    /// With steps that are `KNOWN` the compiler is left to make the best of them.
    ///
    /// # Safety
    /// All numbers are there, P whole registers of them if it is `WHOLE`, and the machine has the instructions.
    #[inline(always)]
    #[allow(clippy::needless_range_loop, reason = "loops of constant length over registers")]
    pub unsafe fn all<const WHOLE: bool, const KNOWN: bool>(self) {
        // Of all registers but the last it is known that they are whole.
        let last = self.width - (P - 1) * V::LEN;
        let load = |from: *const E, q: usize| unsafe {
            let from = from.add(q * V::LEN);
            if WHOLE || q + 1 < P { V::load(from) } else { V::load_first(from, last) }
        };
        // SAFETY: by the caller.
        unsafe {
            let mut sums = [[V::splat(E::ZERO); P]; R];
            for k in 0..self.depth {
                let b = self.b.at.add(k * self.b.step);
                let mut row = [V::splat(E::ZERO); P];
                for q in 0..P {
                    row[q] = load(b, q);
                }
                let a = self.a.add(k * self.steps.1);
                for i in 0..R {
                    let step = if KNOWN { i * self.steps.0 } else { V::opaque(i * self.steps.0) };
                    let x = V::splat(*a.add(step));
                    for q in 0..P {
                        sums[i][q] = x.times_plus(row[q], sums[i][q]);
                    }
                }
            }
            for i in 0..R {
                if i < self.skip {
                    continue;
                }
                let (out, nth) = (self.out.add((i - self.skip) * self.row_stride), i - self.skip);
                for q in 0..P {
                    let sum = match self.plus {
                        Some((plus, step)) => load(plus.add(nth * step), q).add(sums[i][q]),
                        None => sums[i][q],
                    };
                    if WHOLE || q + 1 < P {
                        sum.store(out.add(q * V::LEN));
                    } else {
                        sum.store_first(out.add(q * V::LEN), last);
                    }
                }
            }
        }
    }
}

/// The rows of the largest tile that so many fill: few sizes, each of which is compiled for every set.
#[inline(always)]
pub(super) const fn most_rows<I: Isa>(rows: usize) -> usize {
    match rows {
        12.. if I::ROWS >= 12 => 12,
        8.. if I::ROWS >= 8 => 8,
        6.. if I::ROWS == 6 => 6,
        4.. => 4,
        2.. => 2,
        _ => 1,
    }
}
/// The rows of a tile that so many are left for, up to three too many: four wait for their sums no longer than one does.
#[inline(always)]
pub(super) const fn rows_for<I: Isa>(left: usize) -> usize {
    match left {
        9.. if I::ROWS >= 12 => 12,
        5.. if I::ROWS >= 8 => 8,
        5.. if I::ROWS == 6 => 6,
        _ => 4,
    }
}
