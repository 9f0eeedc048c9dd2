//! Matrix products whose sums stay in registers.
//!
//! `c` is cut into tiles of some rows by one or two registers, as many as there are. A tile goes through k once: for each k it loads numbers
//! of b, and multiplies them by a number of each row of a. What it reads of b is copied into a panel before, where it lies behind one another,
//! and which stays in the first cache while all rows of a go by.
use super::gemm::{MatrixMut, MatrixRef, Write};
use super::simd::{Isa, Kernel, Lanes, Vectorized};
use core::mem::MaybeUninit;

/// How many bytes a panel has: half of the first cache of most machines.
const PANEL: usize = 16 * 1024;
/// With no more rows than these, b is read where it lies: fewer tiles would go by than pay for the copy.
const FEW: usize = 24;
/// How many rows a tile may have.
const SIZES: [usize; 6] = [12, 8, 6, 4, 2, 1];

/// `c = a · b` or `c += a · b`.
pub(super) struct Tiled<'a, E> {
    pub a: MatrixRef<'a, E>,
    pub b: MatrixRef<'a, E>,
    pub c: MatrixMut<'a, E>,
    pub write: Write,
}
#[repr(align(64))]
struct Panel(MaybeUninit<[u8; PANEL]>);

impl<E: Vectorized> Kernel for Tiled<'_, E> {
    type Out = ();
    #[inline(always)]
    fn run<I: Isa>(self) {
        let Tiled { a, b, mut c, write } = self;
        let mut panel = Panel(MaybeUninit::uninit());
        let panel = panel.0.as_mut_ptr().cast::<E>();
        let (half, one) = (<E::Half<I>>::LEN, <E::Lanes<I>>::LEN);
        let most = PANEL / (2 * one * size_of::<E>());
        // Of no products, too, the sum is written: 0.
        for part in 0..a.cols.div_ceil(most).max(1) {
            let first = part * most;
            let add = write == Write::Add || part > 0;
            let mut block = Block { a, b, c: &mut c, panel, first, depth: most.min(a.cols - first), add };
            let mut column = 0;
            while column < b.cols {
                let left = b.cols - column;
                column += if a.rows == 1 && b.col_stride == 1 && left >= 4 * one {
                    block.tile::<I, E::Lanes<I>, 1, 4>(block.in_place(column), 0, 0, column, 4 * one);
                    4 * one
                } else if left > one {
                    block.strip::<I, E::Lanes<I>, 2>(column)
                } else if left > half {
                    block.strip::<I, E::Lanes<I>, 1>(column)
                } else {
                    block.strip::<I, E::Half<I>, 1>(column)
                };
            }
        }
    }
}

/// A range of k.
struct Block<'a, 'c, E> {
    a: MatrixRef<'a, E>,
    b: MatrixRef<'a, E>,
    c: &'a mut MatrixMut<'c, E>,
    panel: *mut E,
    first: usize,
    depth: usize,
    /// Whether the sums are added to what is there.
    add: bool,
}
/// Where the numbers of b are read: those of the next k lie `step` further.
#[derive(Clone, Copy)]
struct Source<E> {
    at: *const E,
    step: usize,
}
impl<E: Vectorized> Block<'_, '_, E> {
    /// All rows by `P` registers, or what is left of the columns. Returns how many columns.
    #[inline(always)]
    fn strip<I: Isa, V: Lanes<E>, const P: usize>(&mut self, column: usize) -> usize {
        let (rows, width) = (self.a.rows, (P * V::LEN).min(self.b.cols - column));
        let source = if rows <= FEW && width == P * V::LEN && self.b.col_stride == 1 {
            self.in_place(column)
        } else {
            self.packed(column, width, P * V::LEN)
        };
        let mut row = 0;
        while row < rows {
            let left = rows - row;
            let size = size(left, rows, I::ROWS);
            // The last tile may begin before the first row that is left, and does not write what is written.
            let skip = size.saturating_sub(left);
            let from = row - skip;
            match size {
                12 if I::ROWS >= 12 => self.tile::<I, V, 12, P>(source, from, skip, column, width),
                8 if I::ROWS >= 8 => self.tile::<I, V, 8, P>(source, from, skip, column, width),
                6 if I::ROWS >= 6 => self.tile::<I, V, 6, P>(source, from, skip, column, width),
                4 => self.tile::<I, V, 4, P>(source, from, skip, column, width),
                2 => self.tile::<I, V, 2, P>(source, from, skip, column, width),
                _ => self.tile::<I, V, 1, P>(source, from, skip, column, width),
            }
            row += size - skip;
        }
        width
    }
    fn in_place(&self, column: usize) -> Source<E> {
        // Of no k nothing is read.
        let at = self.b.data.as_ptr().wrapping_add(self.first * self.b.row_stride + column);
        Source { at, step: self.b.row_stride }
    }
    /// Copies `width` columns, and zeros up to `step`.
    #[inline(always)]
    fn packed(&self, column: usize, width: usize, step: usize) -> Source<E> {
        let b = self.b;
        for k in 0..self.depth {
            let from = &b.data[(self.first + k) * b.row_stride + column * b.col_stride..];
            // SAFETY: the panel has room for `depth` rows of two registers.
            let row =
                unsafe { core::slice::from_raw_parts_mut(self.panel.add(k * step).cast::<MaybeUninit<E>>(), step) };
            if b.col_stride == 1 {
                row.iter_mut().zip(&from[..width]).for_each(|(lane, &number)| _ = lane.write(number));
            } else {
                for j in 0..width {
                    row[j].write(from[j * b.col_stride]);
                }
            }
            row[width..].iter_mut().for_each(|lane| _ = lane.write(E::ZERO));
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
        let a = self.a.data.as_ptr().wrapping_add(row * self.a.row_stride + self.first * self.a.col_stride);
        let steps = (self.a.row_stride, self.a.col_stride);
        let (row_stride, out) = (self.c.row_stride, &mut self.c.data[(row + skip) * self.c.row_stride + column..]);
        // All rows that are written are whole.
        assert!((R - skip - 1) * row_stride + width <= out.len());
        let out = out.as_mut_ptr();
        let tile = Tile::<E, V, R, P> {
            a,
            steps,
            b,
            depth: self.depth,
            skip,
            out,
            row_stride,
            width,
            add: self.add,
            of: core::marker::PhantomData,
        };
        // SAFETY: rows `row..row + R` and k `first..first + depth` are rows and columns of a, which lies inside its slice. `b` has P registers
        // of numbers for each of so many k: the panel is as wide, and b in place is read where it has so many columns. The machine has the
        // instructions, since this runs.
        unsafe { I::call(tile) }
    }
}

/// `R` rows by `P` registers.
///
/// For each k there are `R` numbers of a, `steps.0` apart, and `P` registers of b, one behind the other.
struct Tile<E, V, const R: usize, const P: usize> {
    a: *const E,
    steps: (usize, usize),
    b: Source<E>,
    depth: usize,
    /// How many rows are not written.
    skip: usize,
    /// The first number that is written; `width` can be, in each row.
    out: *mut E,
    row_stride: usize,
    width: usize,
    add: bool,
    of: core::marker::PhantomData<V>,
}
impl<E: Vectorized, V: Lanes<E>, const R: usize, const P: usize> Kernel for Tile<E, V, R, P> {
    type Out = ();
    #[inline(always)]
    #[allow(clippy::needless_range_loop, reason = "loops of constant length over registers")]
    fn run<I: Isa>(self) {
        // SAFETY: so many numbers are there, as is written above, and the machine has the instructions.
        unsafe {
            let mut sums = [[V::splat(E::ZERO); P]; R];
            for k in 0..self.depth {
                let b = self.b.at.add(k * self.b.step);
                let mut row = [V::splat(E::ZERO); P];
                for q in 0..P {
                    row[q] = V::load(b.add(q * V::LEN));
                }
                let a = self.a.add(k * self.steps.1);
                for i in 0..R {
                    let x = V::splat(*a.add(i * self.steps.0));
                    for q in 0..P {
                        sums[i][q] = x.times_plus(row[q], sums[i][q]);
                    }
                }
            }
            for i in 0..R {
                if i < self.skip {
                    continue;
                }
                let out = self.out.add((i - self.skip) * self.row_stride);
                for q in 0..P {
                    let (out, first) = (out.add(q * V::LEN), q * V::LEN);
                    if first + V::LEN <= self.width {
                        (if self.add { V::load(out).add(sums[i][q]) } else { sums[i][q] }).store(out);
                    } else if first < self.width {
                        let mut lanes = [E::ZERO; 16];
                        sums[i][q].store(lanes.as_mut_ptr());
                        for (j, &sum) in lanes[..self.width - first].iter().enumerate() {
                            *out.add(j) = if self.add { *out.add(j) + sum } else { sum };
                        }
                    }
                }
            }
        }
    }
}

/// The size of the next tile: the largest while there is enough for it, then the smallest that holds all that is left, if there are so
/// many rows at all.
#[inline(always)]
pub(super) fn size(left: usize, rows: usize, most: usize) -> usize {
    let mut size = most;
    for smaller in SIZES {
        if smaller < size && (smaller >= left || size > rows) {
            size = smaller;
        }
    }
    size
}
