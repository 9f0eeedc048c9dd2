//! Matrix products whose sums stay in registers.
//!
//! `c` is cut into tiles of some rows by one or two registers, as many as there are. A tile goes through k once: for each k it loads numbers
//! of b, and multiplies them by a number of each row of a. Where b is large, what a tile reads of it is copied into a panel before, where it
//! lies behind one another, and which stays in the first cache while all rows of a go by; so is what lies by columns. Rows of a that a
//! cache cannot hold beside each other take the panel for themselves.
//!
//! The products of 128 numbers are added one after the other, and then the sums of such blocks: what the sums are does not depend on how `c`
//! is cut. The one exception is [`Dots`].
use super::elementwise::{rectified, relu_in_place};
use super::matrix::{MatrixMut, MatrixRef, Write};
use super::simd::{Isa, Kernel, Lanes};
use super::tile::{DEPTH, PANEL, Panel, Source, Tile, most_rows, rows_for, transpose};
use crate::elem::Float;
use core::marker::PhantomData;

/// With no more rows than these, b is read where it lies: fewer tiles would go by than pay for the copy.
const FEW: usize = 36;
/// The first cache of most machines holds so many lines that lie a multiple of so many bytes apart; one more drives out another.
const WAYS: usize = 8;
const WAY: usize = 4096;
/// So many columns at once are products of one row with columns that lie whole.
const DOTS: usize = 4;

/// `c = a · b`, or that and what [`Write`] says.
pub(super) struct Tiled<'a, E> {
    pub a: MatrixRef<'a, E>,
    pub b: MatrixRef<'a, E>,
    pub c: MatrixMut<'a, E>,
    pub write: Write<'a, E>,
}
impl<E: Float> Kernel for Tiled<'_, E> {
    type Out = ();
    #[inline(always)]
    fn run<I: Isa>(mut self) {
        if self.b.cols == 1 && self.c.row_stride() == 1 && self.a.rows > 1 && self.write.bias().is_none() {
            // A column is the row of the transposed product.
            self = Tiled { a: self.b.t(), b: self.a.t(), c: self.c.into_row(), write: self.write };
        }
        if self.a.rows == 1 && self.a.col_stride == 1 && self.b.row_stride == 1 && self.b.col_stride > 1 {
            // SAFETY: the machine has the instructions, since this runs; as below.
            return unsafe { I::call(Dots(self)) };
        }
        let Tiled { a, b, mut c, write } = self;
        let mut panel = Panel::NEW;
        let panel: *mut E = panel.as_mut_ptr();
        let is_small = a.cols * b.row_stride * size_of::<E>() <= PANEL;
        // Rows that drive each other out of the cache are copied, as many as the panel holds, if more than two strips read them. To read b
        // where it lies costs less then than to copy it for each such group, if registers are wide and a group is large.
        let may_collide = const { I::ROWS > WAYS && <E::Lanes<I>>::LEN >= 16 };
        let collide = may_collide && a.col_stride == 1 && a.rows > WAYS && (a.row_stride * size_of::<E>()) % WAY == 0;
        let copies = collide && b.col_stride == 1 && b.cols > 4 * <E::Lanes<I>>::LEN;
        let group = if copies { PANEL / (DEPTH * size_of::<E>()) } else { a.rows.max(1) };
        let in_place = b.col_stride == 1 && (copies || a.rows <= FEW || is_small);
        // Of no products, too, the sum is written: 0.
        for part in 0..a.cols.div_ceil(DEPTH).max(1) {
            let first = part * DEPTH;
            let write = if part == 0 { write } else { Write::Add };
            let depth = DEPTH.min(a.cols - first);
            for top in (0..a.rows).step_by(group) {
                let rows = group.min(a.rows - top);
                let mut at = a.data.as_ptr().wrapping_add(top * a.row_stride + first * a.col_stride);
                let mut steps = (a.row_stride, a.col_stride);
                if copies {
                    for i in 0..rows {
                        // SAFETY: these are columns `first..first + depth` of row `top + i` of a, which lies inside its slice; and the
                        // panel, which b does not need where it lies, has room for a group of rows of `DEPTH` numbers.
                        unsafe {
                            at.wrapping_add(i * a.row_stride).copy_to_nonoverlapping(panel.add(i * DEPTH), depth)
                        };
                    }
                    (at, steps) = (panel, (DEPTH, 1));
                }
                Block { a: at, steps, top, rows, b, c: &mut c, panel, in_place, first, depth, write }.run::<I>();
            }
        }
        if write.rectifies() {
            // It lies in a cache still.
            (0..c.rows()).for_each(|i| relu_in_place::<I, E>(c.row(i)));
        }
    }
}

// Each part of what follows is a function: one with the variables of all would not fit on a small stack when nothing is optimised.

/// One row times columns that lie whole: neither has to be moved, and the sums run along both. Each lane has a sum of its own.
struct Dots<'a, E>(Tiled<'a, E>);
impl<E: Float> Kernel for Dots<'_, E> {
    type Out = ();
    #[inline(always)]
    fn run<I: Isa>(self) {
        let Tiled { a, b, mut c, write } = self.0;
        let mut column = 0;
        while column < b.cols {
            let count = if b.cols - column >= DOTS { DOTS } else { 1 };
            // SAFETY: the row of a and the columns of b lie inside their slices, as is checked, and the machine has the instructions.
            let sums = unsafe {
                let (k, at, columns) = (a.cols, a.data.as_ptr(), b.data.as_ptr().wrapping_add(column * b.col_stride));
                match count {
                    DOTS => dot::<E, E::Lanes<I>, DOTS>(k, at, columns, b.col_stride),
                    _ => [dot::<E, E::Lanes<I>, 1>(k, at, columns, b.col_stride)[0]; DOTS],
                }
            };
            for (j, (c, &sum)) in c.row(0)[column..][..count].iter_mut().zip(&sums).enumerate() {
                *c = match write {
                    Write::Over => sum,
                    Write::Add => *c + sum,
                    Write::Onto(row) => row[column + j] + sum,
                    Write::Rectified(row) => rectified(row[column + j] + sum),
                };
            }
            column += count;
        }
    }
}
/// # Safety
/// `len` numbers can be read from `a` on, and from `P` places `stride` apart from `b` on. The machine has the instructions.
#[inline(always)]
unsafe fn dot<E: Float, V: Lanes<E>, const P: usize>(len: usize, a: *const E, b: *const E, stride: usize) -> [E; P] {
    // SAFETY: by the caller.
    unsafe {
        let mut sums = [V::splat(E::ZERO); P];
        let whole = len / V::LEN * V::LEN;
        let mut k = 0;
        while k < whole {
            let x = V::load(a.add(k));
            for (q, sum) in sums.iter_mut().enumerate() {
                *sum = x.times_plus(V::load(b.add(q * stride + k)), *sum);
            }
            k += V::LEN;
        }
        if k < len {
            let x = V::load_first(a.add(k), len - k);
            for (q, sum) in sums.iter_mut().enumerate() {
                *sum = x.times_plus(V::load_first(b.add(q * stride + k), len - k), *sum);
            }
        }
        let mut out = [E::ZERO; P];
        for (out, sum) in out.iter_mut().zip(sums) {
            *out = sum.sum();
        }
        out
    }
}

/// A range of k, and of rows.
struct Block<'a, 'c, E> {
    /// The first number of a, and how far those of the next row and of the next k lie from it.
    a: *const E,
    steps: (usize, usize),
    /// The first row of c, and how many.
    top: usize,
    rows: usize,
    b: MatrixRef<'a, E>,
    c: &'a mut MatrixMut<'c, E>,
    panel: *mut E,
    /// Whether b is read where it lies.
    in_place: bool,
    first: usize,
    depth: usize,
    write: Write<'a, E>,
}
impl<E: Float> Block<'_, '_, E> {
    #[inline(always)]
    fn run<I: Isa>(mut self) {
        let (quarter, half, one) = (<E::Quarter<I>>::LEN, <E::Half<I>>::LEN, <E::Lanes<I>>::LEN);
        let cols = self.b.cols;
        let mut column = 0;
        if self.rows == 1 && self.in_place {
            // So many sums are independent of each other that the next need not wait for the one before it.
            while cols - column >= 8 * one {
                column += self.strip::<I, E::Lanes<I>, 8>(column);
            }
            while cols - column > one {
                column += match (cols - column).div_ceil(one) {
                    2 => self.strip::<I, E::Lanes<I>, 2>(column),
                    3 => self.strip::<I, E::Lanes<I>, 3>(column),
                    4 => self.strip::<I, E::Lanes<I>, 4>(column),
                    5 => self.strip::<I, E::Lanes<I>, 5>(column),
                    6 => self.strip::<I, E::Lanes<I>, 6>(column),
                    7 => self.strip::<I, E::Lanes<I>, 7>(column),
                    _ => self.strip::<I, E::Lanes<I>, 8>(column),
                };
            }
        }
        while cols - column >= 2 * one {
            column += self.strip::<I, E::Lanes<I>, 2>(column);
        }
        while cols - column > half {
            column += self.strip::<I, E::Lanes<I>, 1>(column);
        }
        while cols - column > quarter {
            column += self.strip::<I, E::Half<I>, 1>(column);
        }
        while cols > column {
            column += self.strip::<I, E::Quarter<I>, 1>(column);
        }
    }
    /// All rows by `P` registers, or what is left of the columns. Returns how many columns.
    #[inline(always)]
    fn strip<I: Isa, V: Lanes<E>, const P: usize>(&mut self, column: usize) -> usize {
        let strip = Strip::<'_, '_, '_, E, V, P> { block: self, column, of: PhantomData };
        // SAFETY: the machine has the instructions, since this runs.
        unsafe { I::call(strip) }
    }
    fn unpacked(&self, column: usize) -> Source<E> {
        // Of no k nothing is read.
        let at = self.b.data.as_ptr().wrapping_add(self.first * self.b.row_stride + column);
        Source { at, step: self.b.row_stride }
    }
    /// Copies `width` columns into rows of `P` registers, or of a side of the squares that are transposed, if that is more.
    #[inline(always)]
    fn packed<I: Isa, V: Lanes<E>, const P: usize>(&self, column: usize, width: usize) -> Source<E> {
        let (b, side) = (self.b, <E::Lanes<I>>::SIDE);
        let step = (P * V::LEN).max(side);
        // SAFETY: the panel has room for `DEPTH` rows of two registers, which are no shorter than a side. The columns and `first..first +
        // depth` of b lie inside its slice. The machine has the instructions, since this runs.
        unsafe {
            let from = b.data.as_ptr().wrapping_add(self.first * b.row_stride + column * b.col_stride);
            if b.col_stride == 1 {
                for k in 0..self.depth {
                    for q in 0..P {
                        let (from, to) =
                            (from.add(k * b.row_stride + q * V::LEN), self.panel.add(k * step + q * V::LEN));
                        let count = V::LEN.min(width - q * V::LEN);
                        (if count == V::LEN { V::load(from) } else { V::load_first(from, count) }).store(to);
                    }
                }
            } else if b.row_stride == 1 {
                // A few columns to their end before the next: those that lie a power of two apart drive each other out of the cache.
                for j in (0..width).step_by(WAYS) {
                    let (from, sizes) = (from.add(j * b.col_stride), (self.depth, WAYS.min(width - j)));
                    transpose::<I, E>(from, b.col_stride, sizes, self.panel.add(j), step);
                }
            } else {
                for k in 0..self.depth {
                    for j in 0..width {
                        *self.panel.add(k * step + j) = *from.add(k * b.row_stride + j * b.col_stride);
                    }
                }
            }
        }
        Source { at: self.panel, step }
    }
    /// The tile from this row and column on, of which the first `skip` rows are not written, and `width` columns are.
    #[inline(always)]
    fn tile<I: Isa, V: Lanes<E>, const R: usize, const P: usize>(
        &mut self,
        b: Source<E>,
        row: usize,
        skip: usize,
        column: usize,
        width: usize,
    ) {
        let (a, steps, top) = (self.a.wrapping_add(row * self.steps.0), self.steps, self.top + row);
        assert!(row + R <= self.rows && top + R <= self.c.rows() && column + width <= self.c.cols());
        let (row_stride, out) = (self.c.row_stride(), self.c.as_mut_ptr(top + skip, column));
        let plus = self.write.plus(out, row_stride, column, width);
        let of = PhantomData;
        let tile = Tile::<E, V, R, P> { a, steps, b, depth: self.depth, skip, out, row_stride, width, plus, of };
        // SAFETY: rows `top..top + R` are rows of c, and have `width` columns from `column` on. They and k `first..first + depth` are rows and
        // columns of a, which lies inside its slice, or copies of these in the panel. b has `width` numbers for each of so many k, in the
        // panel and in place. The machine has the instructions, since this runs.
        unsafe { I::call_often(tile) }
    }
}

/// All rows of a block by `P` registers, or what is left of the columns.
struct Strip<'s, 'a, 'c, E, V, const P: usize> {
    block: &'s mut Block<'a, 'c, E>,
    column: usize,
    of: PhantomData<V>,
}
impl<E: Float, V: Lanes<E>, const P: usize> Kernel for Strip<'_, '_, '_, E, V, P> {
    /// How many columns these are.
    type Out = usize;
    #[inline(always)]
    fn run<I: Isa>(self) -> usize {
        let Strip { block, column, .. } = self;
        let (rows, width) = (block.rows, (P * V::LEN).min(block.b.cols - column));
        // A panel has room for two registers.
        let in_place = P > 2 || block.in_place;
        let source = if in_place { block.unpacked(column) } else { block.packed::<I, V, P>(column, width) };
        // The last tile may begin before the first row that is left, and does not write what is written.
        let most = most_rows::<I>(rows);
        let whole = rows / most * most;
        let last = if most <= 2 { most } else { rows_for::<I>(rows - whole) };
        macro_rules! tiles { ($($size:literal)*) => { $(
            // More than two registers fit only of one row.
            if const { $size == 1 || (P <= 2 && most_rows::<I>($size) == $size) } {
                // One place for both, so that each tile is compiled once.
                let mut at = if most == $size { 0 } else { whole };
                let end = if last == $size { rows } else { whole };
                while at < end {
                    let row = if at < whole { at } else { rows - $size };
                    block.tile::<I, V, $size, P>(source, row, at - row, column, width);
                    at += if at < whole { $size } else { rows - whole };
                }
            }
        )* } }
        tiles! { 12 8 6 4 2 1 }
        width
    }
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::super::simd;
    use super::*;
    use alloc::vec;
    use alloc::vec::Vec;

    #[test]
    fn how_far_apart_rows_and_columns_lie_changes_no_bit() {
        // Products and sums are rounded.
        let number = |i: usize| ((i * 7919) % 1009) as f32 / 1009.0 - 0.5;
        let (depth, cols) = (200, 70);
        for rows in [1, 8, 9, 32, 33, 70] {
            let product = |apart: usize, b_apart: usize, b_transposed: bool, set: usize| {
                let spread = |lines: usize, len: usize, apart: usize| -> Vec<f32> {
                    let at = |i: usize| if i % apart < len { number(i / apart * len + i % apart) } else { f32::NAN };
                    (0..lines * apart).map(at).collect()
                };
                let a = spread(rows, depth, apart);
                let (b_rows, b_cols) = if b_transposed { (cols, depth) } else { (depth, cols) };
                let b = spread(b_rows, b_cols, b_apart);
                let a = MatrixRef { row_stride: apart, ..MatrixRef::row_major(&a, rows, depth) };
                let b = MatrixRef { row_stride: b_apart, ..MatrixRef::row_major(&b, b_rows, b_cols) };
                let b = if b_transposed { b.t() } else { b };
                let mut c = vec![0.5; rows * cols];
                simd::on_set(set, Tiled { a, b, c: MatrixMut::row_major(&mut c, rows, cols), write: Write::Add });
                c
            };
            for b_transposed in [false, true] {
                for set in 0..3 {
                    let together = product(depth, if b_transposed { depth } else { cols }, b_transposed, set);
                    assert!(together.iter().all(|c| c.is_finite()));
                    for (apart, b_apart) in [(1024, 203), (203, 1024), (1024, 1024)] {
                        let found = product(apart, b_apart, b_transposed, set);
                        assert_eq!(
                            together, found,
                            "{rows} rows {apart} apart, b {b_apart} and {b_transposed}, set {set}"
                        );
                    }
                }
            }
        }
    }
}
