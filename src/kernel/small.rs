//! Small matrix products, each compiled for its sizes.
use super::elementwise::relu_in_place;
use super::matrix::KnownWrite;
use super::simd::{Isa, Kernel, Lanes};
use super::tile::{DEPTH, Panel, Source, Tile, transpose};
use crate::elem::Float;
use core::marker::PhantomData;

/// Whether a product of n×k by k×m is compiled for its sizes: as long as the call and the choice of tiles can be seen beside the product
/// itself. Of one row or one column other kernels know more.
pub(super) const fn is_small(n: usize, k: usize, m: usize) -> bool {
    n > 1 && m > 1 && k > 0 && k <= DEPTH && n * k * m <= 32 * 32 * 32
}

/// The sizes of a product of n×k by k×m, and whether its operands lie transposed.
pub(super) trait Sizes {
    const SIZES: [usize; 3];
    const A_T: bool;
    const B_T: bool;
}
/// A product of arrays that have these sizes, which are not part of what is passed on: the smallest products take no longer than that.
pub(super) struct Small<'a, E, S, W> {
    a: *const E,
    b: *const E,
    c: *mut E,
    write: W,
    of: PhantomData<(&'a mut [E], S)>,
}
impl<'a, E: Float, S: Sizes, W: KnownWrite<E>> Small<'a, E, S, W> {
    #[inline(always)]
    pub fn new(a: &'a [E], b: &'a [E], c: &'a mut [E], write: W) -> Self {
        let [n, k, m] = S::SIZES;
        assert!(a.len() == n * k && b.len() == k * m && c.len() == n * m, "the sizes of a matrix product disagree");
        if let Some(row) = write.write().bias() {
            assert!(row.len() == m, "a bias has as many numbers as the product has columns");
        }
        Small { a: a.as_ptr(), b: b.as_ptr(), c: c.as_mut_ptr(), write, of: PhantomData }
    }
}

/// How many rows a tile may have: more sizes than where they are not known, since none is compiled that is not taken.
const SIZES: [usize; 6] = [12, 8, 6, 4, 2, 1];
/// The largest size of a tile that so many rows fill; of none, one row.
#[inline(always)]
const fn largest(rows: usize) -> usize {
    let mut i = 0;
    while i + 1 < SIZES.len() && SIZES[i] > rows {
        i += 1;
    }
    SIZES[i]
}
/// The smallest size of a tile that holds so many rows.
#[inline(always)]
const fn smallest(rows: usize) -> usize {
    let mut i = 0;
    while i + 1 < SIZES.len() && SIZES[i + 1] >= rows {
        i += 1;
    }
    SIZES[i]
}

/// How `c` is cut into tiles: its columns as [`Tiled`](super::tiled::Tiled) cuts them, but all known to the compiler, which sees no other tiles.
struct Cut<I, E, S>(PhantomData<(I, E, S)>);
impl<I: Isa, E: Float, S: Sizes> Cut<I, E, S> {
    const N: usize = S::SIZES[0];
    const M: usize = S::SIZES[2];
    /// So many numbers has a register.
    const ONE: usize = <E::Lanes<I>>::LEN;
    const HALF: usize = <E::Half<I>>::LEN;
    /// So many strips of two registers,
    const PAIRS: usize = Self::M / (2 * Self::ONE);
    const AFTER_PAIRS: usize = Self::M % (2 * Self::ONE);
    /// of one, the last of which may be cut,
    const ONES: usize = (Self::AFTER_PAIRS + Self::ONE).saturating_sub(Self::HALF + 1) / Self::ONE;
    const LAST_OF_ONES: usize =
        if Self::ONES * Self::ONE <= Self::AFTER_PAIRS { Self::ONE } else { Self::AFTER_PAIRS % Self::ONE };
    /// and what is left, at most half a register.
    const LEFT: usize = Self::AFTER_PAIRS.saturating_sub(Self::ONES * Self::ONE);
    /// The rows of a tile, and of the last.
    const ROWS: usize = largest(if Self::N < I::ROWS { Self::N } else { I::ROWS });
    const WHOLE_ROWS: usize = Self::N / Self::ROWS * Self::ROWS;
    const LAST_ROWS: usize = smallest(Self::N - Self::WHOLE_ROWS);
}

impl<E: Float, S: Sizes, W: KnownWrite<E>> Kernel for Small<'_, E, S, W> {
    type Out = ();
    #[inline(always)]
    fn run<I: Isa>(mut self) {
        let mut column = 0;
        if const { Cut::<I, E, S>::PAIRS > 0 } {
            for _ in 0..Cut::<I, E, S>::PAIRS {
                column += self.strip::<I, E::Lanes<I>, 2, true>(column, 2 * Cut::<I, E, S>::ONE);
            }
        }
        if const { Cut::<I, E, S>::ONES == 2 } {
            column += self.strip::<I, E::Lanes<I>, 1, true>(column, Cut::<I, E, S>::ONE);
        }
        let last = Cut::<I, E, S>::LAST_OF_ONES;
        if const { Cut::<I, E, S>::ONES > 0 && Cut::<I, E, S>::LAST_OF_ONES == Cut::<I, E, S>::ONE } {
            column += self.strip::<I, E::Lanes<I>, 1, true>(column, last);
        } else if const { Cut::<I, E, S>::ONES > 0 } {
            column += self.strip::<I, E::Lanes<I>, 1, false>(column, last);
        }
        let left = Cut::<I, E, S>::LEFT;
        if const { Cut::<I, E, S>::LEFT == <E::Half<I>>::LEN } {
            self.strip::<I, E::Half<I>, 1, true>(column, left);
        } else if const { Cut::<I, E, S>::LEFT > <E::Quarter<I>>::LEN } {
            self.strip::<I, E::Half<I>, 1, false>(column, left);
        } else if const { Cut::<I, E, S>::LEFT == <E::Quarter<I>>::LEN } {
            self.strip::<I, E::Quarter<I>, 1, true>(column, left);
        } else if const { Cut::<I, E, S>::LEFT > 0 } {
            self.strip::<I, E::Quarter<I>, 1, false>(column, left);
        }
        if self.write.write().rectifies() {
            // It lies in the first cache still.
            // SAFETY: so many numbers has c, as `new` has checked.
            relu_in_place::<I, E>(unsafe { core::slice::from_raw_parts_mut(self.c, S::SIZES[0] * S::SIZES[2]) });
        }
    }
}
impl<E: Float, S: Sizes, W: KnownWrite<E>> Small<'_, E, S, W> {
    /// All rows by `P` registers, of which the last may be cut. Returns how many columns.
    #[inline(always)]
    fn strip<I: Isa, V: Lanes<E>, const P: usize, const WHOLE: bool>(&mut self, column: usize, width: usize) -> usize {
        let [_, k, m] = S::SIZES;
        let mut panel = Panel::NEW;
        let source = if S::B_T {
            let (step, to) = (const { if P * V::LEN > V::SIDE { P * V::LEN } else { V::SIDE } }, panel.as_mut_ptr());
            // SAFETY: b has m rows of k numbers, and the panel room for `DEPTH` rows of two registers, which are no shorter than a side.
            unsafe { transpose::<I, E>(self.b.add(column * k), k, (k, width), to, step) };
            Source { at: to.cast_const(), step }
        } else {
            Source { at: self.b.wrapping_add(column), step: m }
        };
        macro_rules! tiles { ($($rows:literal)*) => { $(
            if const { Cut::<I, E, S>::ROWS == $rows } {
                for row in (0..Cut::<I, E, S>::WHOLE_ROWS).step_by($rows) {
                    self.tile::<I, V, $rows, P, WHOLE>(source, row, 0, column, width);
                }
            }
            if const { Cut::<I, E, S>::WHOLE_ROWS < Cut::<I, E, S>::N && Cut::<I, E, S>::LAST_ROWS == $rows } {
                // The last tile may begin before the first row that is left, and does not write what is written.
                let row = const { Cut::<I, E, S>::N.saturating_sub($rows) };
                self.tile::<I, V, $rows, P, WHOLE>(source, row, Cut::<I, E, S>::WHOLE_ROWS - row, column, width);
            }
        )* } }
        tiles! { 12 8 6 4 2 1 }
        width
    }
    #[inline(always)]
    fn tile<I: Isa, V: Lanes<E>, const R: usize, const P: usize, const WHOLE: bool>(
        &mut self,
        b: Source<E>,
        row: usize,
        skip: usize,
        column: usize,
        width: usize,
    ) {
        let [n, k, m] = S::SIZES;
        let (first, steps) = if S::A_T { (row, (1, n)) } else { (row * k, (k, 1)) };
        let out = self.c.wrapping_add((row + skip) * m + column);
        let (a, plus) = (self.a.wrapping_add(first), self.write.write().plus(out, m, column, width));
        let tile = Tile::<E, V, R, P> { a, steps, b, depth: k, skip, out, row_stride: m, width, plus, of: PhantomData };
        // SAFETY: a, b and c have n·k, k·m and n·m numbers, as `new` has checked, and the rows and columns of the tile are among them.
        // The machine has the instructions, since this runs.
        unsafe { tile.all::<WHOLE, true>() }
    }
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::super::elementwise::rectified;
    use super::super::matrix::{Add, Onto, Over, Rectified, Write};
    use super::super::simd;
    use super::*;
    use alloc::vec;
    use alloc::vec::Vec;

    struct Of<const N: usize, const K: usize, const M: usize, const A_T: bool, const B_T: bool>;
    impl<const N: usize, const K: usize, const M: usize, const A_T: bool, const B_T: bool> Sizes for Of<N, K, M, A_T, B_T> {
        const SIZES: [usize; 3] = [N, K, M];
        const A_T: bool = A_T;
        const B_T: bool = B_T;
    }
    /// Numbers that are exact in both types of floats, and so are their products and sums.
    fn numbers<E: Float>(len: usize, seed: usize) -> Vec<E> {
        (0..len).map(|i| E::of(((i * 37 + seed * 11) % 15) as f64 - 7.0)).collect()
    }
    fn check<S: Sizes, E: Float>() {
        let bias = numbers::<E>(S::SIZES[2], 3);
        check_write::<S, E, _>(Over);
        check_write::<S, E, _>(Add);
        check_write::<S, E, _>(Onto(&bias));
        check_write::<S, E, _>(Rectified(&bias));
    }
    fn check_write<S: Sizes, E: Float, W: KnownWrite<E>>(write: W) {
        let [n, k, m] = S::SIZES;
        let (a, b) = (numbers::<E>(n * k, 1), numbers::<E>(k * m, 2));
        let x = |i: usize, l: usize| if S::A_T { a[l * n + i] } else { a[i * k + l] };
        let y = |l: usize, j: usize| if S::B_T { b[j * k + l] } else { b[l * m + j] };
        for set in 0..3 {
            let mut c = vec![E::of(0.5); n * m];
            simd::on_set(set, Small::<E, S, W>::new(&a, &b, &mut c, write));
            for (place, &found) in c.iter().enumerate() {
                let (i, j) = (place / m, place % m);
                let before = match write.write() {
                    Write::Over => E::ZERO,
                    Write::Add => E::of(0.5),
                    Write::Onto(bias) | Write::Rectified(bias) => bias[j],
                };
                let sum = (0..k).fold(before, |sum, l| sum + x(i, l) * y(l, j));
                let expected = if write.write().rectifies() { rectified(sum) } else { sum };
                let transposed = [S::A_T, S::B_T];
                assert_eq!(found, expected, "{n}x{k}x{m}, transposed {transposed:?}, set {set}, at {i}, {j}");
            }
        }
    }
    macro_rules! check { ($($n:literal $k:literal $m:literal;)*) => { $(
        check::<Of<$n, $k, $m, false, false>, f32>();
        check::<Of<$n, $k, $m, true, false>, f32>();
        check::<Of<$n, $k, $m, false, true>, f32>();
        check::<Of<$n, $k, $m, true, true>, f64>();
    )* } }
    #[test]
    fn every_cut_is_the_sum_of_its_products() {
        check! {
            2 1 2; 4 4 4; 3 9 5; 5 2 17; 7 128 8; 10 5 9; 11 33 16; 12 8 33; 13 3 23; 16 16 24; 17 6 25; 24 7 31; 25 10 64; 31 4 40;
        }
    }
}
