//! Sums of products that stay in registers while an image goes by.
use crate::elem::Float;
use crate::kernel::simd::{Isa, Kernel, Lanes};
use core::marker::PhantomData;

/// About so many products are added one by one; the sums of so many are added to one another, which is more exact.
pub(super) const BLOCK: usize = 128;
/// The length of such blocks of equal length, of so many products.
#[inline(always)]
fn block_of(products: usize) -> usize {
    products.div_ceil(((products + BLOCK / 2) / BLOCK).max(1)).max(1)
}

/// 0 where a number is not above it; NaN passes.
///
/// # Safety
/// The machine has the instructions.
#[inline(always)]
unsafe fn rectify<E: Float, V: Lanes<E>, const R: usize, const P: usize>(sums: &mut [[V; P]; R]) {
    for sum in sums.as_flattened_mut() {
        // SAFETY: by the caller. Of two zeros the greater is that of the sum, which may be −0: it is added to 0.
        unsafe { *sum = V::splat(E::ZERO).greater(*sum).add(V::splat(E::ZERO)) };
    }
}

/// How many filters lie side by side in the registers of a tile, if so many are left: two registers, one, or half of one, if that is no less
/// than a side of the squares that are transposed.
#[inline(always)]
pub(super) fn side_by_side<I: Isa, E: Float>(left: usize) -> usize {
    let (lanes, half) = (E::Lanes::<I>::LEN, E::Half::<I>::LEN);
    if left > lanes {
        2 * lanes
    } else if left > half || half < E::Lanes::<I>::SIDE {
        lanes
    } else {
        half
    }
}
/// Calls a tile with the registers of so many filters side by side.
macro_rules! call {
    ($isa:ident, $float:ident, $side_by_side:expr, $tile:ident $(by $rows:literal)?, $parts:expr) => {{
        use $crate::kernel::simd::Lanes;
        let (side_by_side, lanes) = ($side_by_side, <$float::Lanes<$isa>>::LEN);
        if const { <$float::Half<$isa>>::LEN >= <$float::Lanes<$isa>>::SIDE } && side_by_side < lanes {
            $isa::call($tile::<$float, $float::Half<$isa>, $($rows,)? 1>($parts, PhantomData))
        } else if side_by_side == lanes {
            $isa::call($tile::<$float, $float::Lanes<$isa>, $($rows,)? 1>($parts, PhantomData))
        } else {
            $isa::call($tile::<$float, $float::Lanes<$isa>, $($rows,)? 2>($parts, PhantomData))
        }
    }};
}
pub(super) use call;

// What a tile reads and writes is put together once for tiles of all sizes: there are many of them, and each is compiled for every set.

/// What [`Filters`] read and write, in up to four registers.
pub(super) struct FilterTile<'a, E> {
    /// The bias of each filter, then its elements: of each `R` side by side.
    pub filters: *const E,
    /// Where the pixels under the first element are; those under the others lie so far from there.
    pub pixels: [*const E; 4],
    pub offsets: &'a [usize],
    /// The first number of each register that is written, and how many are.
    pub out: [(*mut E, usize); 4],
    /// How far the numbers lie apart, and how far those of the next filter.
    pub steps: (usize, usize),
    /// So many filters are written.
    pub written: usize,
    /// Whether what is written is the ReLU of the sums.
    pub relu: bool,
}
/// `R` filters at `P` registers of pixels: the products of each go through `offsets`.
pub(super) struct Filters<'a, E, V, const R: usize, const P: usize>(pub &'a FilterTile<'a, E>, pub PhantomData<V>);
impl<E: Float, V: Lanes<E>, const R: usize, const P: usize> Filters<'_, E, V, R, P> {
    /// Adds the products of these elements, which begin at `filters`.
    ///
    /// # Safety
    /// As that of the tile.
    #[inline(always)]
    #[allow(clippy::needless_range_loop, reason = "loops of constant length over registers")]
    unsafe fn add(&self, filters: *const E, offsets: &[usize], mut sums: [[V; P]; R]) -> [[V; P]; R] {
        let mut filters = filters;
        for &offset in offsets {
            // SAFETY: by the caller.
            unsafe {
                let mut row = [V::splat(E::ZERO); P];
                for q in 0..P {
                    row[q] = V::load(self.0.pixels[q].add(offset));
                }
                for i in 0..R {
                    let w = V::splat(*filters.add(i));
                    for q in 0..P {
                        sums[i][q] = w.times_plus(row[q], sums[i][q]);
                    }
                }
                filters = filters.add(R);
            }
        }
        sums
    }
}
impl<E: Float, V: Lanes<E>, const R: usize, const P: usize> Kernel for Filters<'_, E, V, R, P> {
    type Out = ();
    #[inline(always)]
    #[allow(clippy::needless_range_loop, reason = "loops of constant length over registers")]
    fn run<I: Isa>(self) {
        // SAFETY: who makes a tile answers for what it reads and writes, and for the instructions.
        unsafe {
            let mut totals = [[V::splat(E::ZERO); P]; R];
            for i in 0..R {
                totals[i] = [V::splat(*self.0.filters.add(i)); P];
            }
            let block = block_of(self.0.offsets.len());
            let (first, others) = self.0.offsets.split_at(block.min(self.0.offsets.len()));
            totals = self.add(self.0.filters.add(R), first, totals);
            for (nth, offsets) in others.chunks(block).enumerate() {
                let filters = self.0.filters.add(R * (1 + (nth + 1) * block));
                let sums = self.add(filters, offsets, [[V::splat(E::ZERO); P]; R]);
                for i in 0..R {
                    for q in 0..P {
                        totals[i][q] = totals[i][q].add(sums[i][q]);
                    }
                }
            }
            if self.0.relu {
                rectify(&mut totals);
            }
            let (step, next) = self.0.steps;
            for i in 0..R {
                if i >= self.0.written {
                    break;
                }
                for q in 0..P {
                    let (out, width) = self.0.out[q];
                    let out = out.add(i * next);
                    if width == V::LEN && step == 1 {
                        totals[i][q].store(out);
                    } else {
                        let mut lanes = [E::ZERO; 16];
                        totals[i][q].store(lanes.as_mut_ptr());
                        for (j, &sum) in lanes[..width].iter().enumerate() {
                            *out.add(j * step) = sum;
                        }
                    }
                }
            }
        }
    }
}

/// What [`Places`] read and write, of up to eight.
pub(super) struct PlaceTile<'a, E> {
    /// Where the pixel under the first element is at each place; those under the others lie so far from there.
    pub pixels: [*const E; 8],
    pub offsets: &'a [usize],
    /// The bias of the filters, then their elements: of each `P` registers.
    pub filters: *const E,
    /// Whether what is written is the ReLU of the sums.
    pub relu: bool,
    /// Where the sums go: those of a place side by side, and those of the next behind them.
    pub out: *mut E,
}
/// `R` places by `P` registers of filters: the products of each place go through `offsets`.
pub(super) struct Places<'a, E, V, const R: usize, const P: usize>(pub &'a PlaceTile<'a, E>, pub PhantomData<V>);
impl<E: Float, V: Lanes<E>, const R: usize, const P: usize> Kernel for Places<'_, E, V, R, P> {
    type Out = ();
    #[inline(always)]
    #[allow(clippy::needless_range_loop, reason = "loops of constant length over registers")]
    fn run<I: Isa>(self) {
        let PlaceTile { pixels, offsets, mut filters, relu, out } = *self.0;
        let step = P * V::LEN;
        // SAFETY: as above.
        unsafe {
            let mut totals = [[V::splat(E::ZERO); P]; R];
            for q in 0..P {
                let bias = V::load(filters.add(q * V::LEN));
                for i in 0..R {
                    totals[i][q] = bias;
                }
            }
            filters = filters.add(step);
            for offsets in offsets.chunks(block_of(offsets.len())) {
                let mut sums = [[V::splat(E::ZERO); P]; R];
                for &offset in offsets {
                    let mut row = [V::splat(E::ZERO); P];
                    for q in 0..P {
                        row[q] = V::load(filters.add(q * V::LEN));
                    }
                    for i in 0..R {
                        let x = V::splat(*pixels[i].add(offset));
                        for q in 0..P {
                            sums[i][q] = x.times_plus(row[q], sums[i][q]);
                        }
                    }
                    filters = filters.add(step);
                }
                for i in 0..R {
                    for q in 0..P {
                        totals[i][q] = totals[i][q].add(sums[i][q]);
                    }
                }
            }
            if relu {
                rectify(&mut totals);
            }
            for i in 0..R {
                for q in 0..P {
                    totals[i][q].store(out.add(i * step + q * V::LEN));
                }
            }
        }
    }
}

/// Where the rows lie that are added up, how many they are, and where the sums go.
pub(super) struct ColumnSums<E> {
    pub rows: *const E,
    pub count: usize,
    pub sums: *mut E,
}
/// The sums of the columns of rows of `P` registers.
pub(super) struct Columns<'a, E, V, const P: usize>(pub &'a ColumnSums<E>, pub PhantomData<V>);
impl<E: Float, V: Lanes<E>, const P: usize> Kernel for Columns<'_, E, V, P> {
    type Out = ();
    #[inline(always)]
    #[allow(clippy::needless_range_loop, reason = "loops of constant length over registers")]
    fn run<I: Isa>(self) {
        let ColumnSums { rows, count, sums: to } = *self.0;
        // Each sum waits for the one before it: four at once.
        const CHAINS: usize = 4;
        // SAFETY: as above.
        unsafe {
            let mut sums = [[V::splat(E::ZERO); P]; CHAINS];
            let mut row = 0;
            while row < count {
                for i in 0..CHAINS.min(count - row) {
                    for q in 0..P {
                        sums[i][q] = sums[i][q].add(V::load(rows.add(((row + i) * P + q) * V::LEN)));
                    }
                }
                row += CHAINS;
            }
            for q in 0..P {
                sums[0][q].add(sums[1][q]).add(sums[2][q].add(sums[3][q])).store(to.add(q * V::LEN));
            }
        }
    }
}

/// What [`Pixels`] read and write, up to twelve.
pub(super) struct PixelTile<E> {
    /// Where each pixel begins. From one place to the next it goes on by one, from one row of places to the next by `row`.
    pub pixels: [*const E; 12],
    pub row: usize,
    /// The registers of the first place; those of the others lie behind.
    pub registers: *const E,
    pub places: (usize, usize),
    /// Where the sums are added to, and how far those of the next pixel are.
    pub sums: *mut E,
    pub next: usize,
}
/// `R` pixels, which go over an image, by `P` registers of filters: adds the sums of their products.
pub(super) struct Pixels<'a, E, V, const R: usize, const P: usize>(pub &'a PixelTile<E>, pub PhantomData<V>);
impl<E: Float, V: Lanes<E>, const R: usize, const P: usize> Kernel for Pixels<'_, E, V, R, P> {
    type Out = ();
    #[inline(always)]
    #[allow(clippy::needless_range_loop, reason = "loops of constant length over registers")]
    fn run<I: Isa>(self) {
        let PixelTile { pixels, row: apart, registers, places: (height, width), sums: to, next } = *self.0;
        let block = block_of(height * width).div_ceil(width);
        // SAFETY: as above.
        unsafe {
            let mut totals = [[V::splat(E::ZERO); P]; R];
            let (mut registers, mut first) = (registers, 0);
            while first < height {
                let end = (first + block).min(height);
                let mut sums = [[V::splat(E::ZERO); P]; R];
                for p in first..end {
                    for at in p * apart..p * apart + width {
                        let mut row = [V::splat(E::ZERO); P];
                        for q in 0..P {
                            row[q] = V::load(registers.add(q * V::LEN));
                        }
                        for i in 0..R {
                            let x = V::splat(*pixels[i].add(at));
                            for q in 0..P {
                                sums[i][q] = x.times_plus(row[q], sums[i][q]);
                            }
                        }
                        registers = registers.add(P * V::LEN);
                    }
                }
                first = end;
                for i in 0..R {
                    for q in 0..P {
                        totals[i][q] = totals[i][q].add(sums[i][q]);
                    }
                }
            }
            for i in 0..R {
                for q in 0..P {
                    let sum = to.add(i * next + q * V::LEN);
                    V::load(sum).add(totals[i][q]).store(sum);
                }
            }
        }
    }
}
