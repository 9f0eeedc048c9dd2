//! The gradient of the filters of a convolution: a product of `dy` and of what lies under the filters, which is read from the image.
use super::plan::{Plan, room};
use super::tile::{BLOCK, ColumnSums, Columns, PixelTile, Pixels, call, side_by_side};
use super::{ConvSizes, parts_of};
use crate::elem::Float;
use crate::kernel::simd::{Isa, Kernel, Lanes};
use crate::kernel::tile::{rows_for, transpose};
use core::marker::PhantomData;

/// The bytes of a line of the cache.
const LINE: usize = 64;
/// So many columns are turned before those beside them: no less than a line holds.
const COLUMNS: usize = 16;
/// Threads have multiples of so many filters: whole registers.
const CUT: usize = 16;

impl ConvSizes {
    /// The sums of one group: of each element of a filter those of all filters. The last tile may have more elements.
    fn sums(self) -> usize {
        room(self.filters) * (self.patch() + 3)
    }
    /// The gradients of all filters, side by side.
    fn turned(self) -> usize {
        room(self.filters) * self.places()
    }
    pub(super) fn params_buffer(self) -> usize {
        let lost = self.groups * room(self.filters);
        self.image_padded().len() + self.turned() + self.groups * self.sums() + lost
    }
    /// How many parts so many threads cut it into: groups, or the filters of the one that there is.
    pub(super) fn params_parts(self, threads: usize) -> usize {
        let most = if self.groups > 1 { self.groups } else { (self.filters / CUT).max(1) };
        parts_of(self.products(), threads).min(most)
    }
}

/// `dw = Σ dy·x`, of some of the groups, or of some of the filters of the one that there is.
pub(super) struct BackwardParams<'a, E> {
    sizes: ConvSizes,
    plan: &'a Plan,
    /// From what is of these on, and how far it lies apart in one image and the next.
    dy: (&'a [E], usize),
    x: (&'a [E], usize),
    buffer: &'a mut [E],
    dw: &'a mut [E],
    db: &'a mut [E],
}
impl<'a, E> BackwardParams<'a, E> {
    /// The plan is that of the pass forward.
    pub fn new(
        sizes: ConvSizes,
        plan: &'a Plan,
        [dy, x]: [&'a [E]; 2],
        buffer: &'a mut [E],
        [dw, db]: [&'a mut [E]; 2],
    ) -> Self {
        let (dy, x) = ((dy, dy.len() / sizes.batch), (x, x.len() / sizes.batch));
        BackwardParams { sizes, plan, dy, x, buffer, dw, db }
    }
    /// No thread needs the sums of another, and no sum is cut.
    pub fn split(self, first: usize, parts: usize) -> (Self, Self) {
        let BackwardParams { sizes, plan, dy, x, buffer, dw, db } = self;
        let (mut left, mut right) = (sizes, sizes);
        if sizes.groups > 1 {
            left.groups = sizes.groups * first / parts;
            right.groups -= left.groups;
        } else {
            left.filters = sizes.filters * first / parts / CUT * CUT;
            right.filters -= left.filters;
        }
        let filters = left.groups * left.filters;
        let x_right = &x.0[(sizes.groups - right.groups) * sizes.image()..];
        let (dw, dw_right) = dw.split_at_mut(left.groups * left.weights());
        let (db, db_right) = db.split_at_mut(filters);
        let (buffer, room) = buffer.split_at_mut(buffer.len() / parts * first);
        let dy_right = &dy.0[filters * left.places()..];
        (
            BackwardParams { sizes: left, plan, dy, x, buffer, dw, db },
            BackwardParams {
                sizes: right,
                plan,
                dy: (dy_right, dy.1),
                x: (x_right, x.1),
                buffer: room,
                dw: dw_right,
                db: db_right,
            },
        )
    }
}
impl<E: Float> Kernel for BackwardParams<'_, E> {
    type Out = ();
    const WIDEST: bool = E::WIDEST;
    #[inline(always)]
    fn run<I: Isa>(self) {
        let BackwardParams { sizes, plan, dy, x, buffer, dw, db } = self;
        let (image, out, filters, patch) =
            (sizes.image(), sizes.filters * sizes.places(), sizes.filters, sizes.patch());
        let (lies, all, offsets) = (plan.lies, sizes.sums(), &plan.offsets);
        let (padded, rest) = buffer.split_at_mut(lies.len());
        let (turned, sums) = rest.split_at_mut(sizes.turned());
        let (sums, rest) = sums.split_at_mut(sizes.groups * all);
        let lost = &mut rest[..sizes.groups * room(filters)];
        padded.fill(E::ZERO);
        sums.fill(E::ZERO);
        lost.fill(E::ZERO);
        db.fill(E::ZERO);
        for (n, group) in (0..sizes.batch).flat_map(|n| (0..sizes.groups).map(move |group| (n, group))) {
            lies.fill(&x.0[n * x.1 + group * image..][..image], padded);
            let dy = &dy.0[n * dy.1 + group * out..];
            let row = sizes.height.stride * lies.row();
            let sums = &mut sums[group * all..][..all];
            let (db, lost) = (&mut db[group * filters..][..filters], &mut lost[group * room(filters)..][..filters]);
            let mut one = Image { sizes, padded, row, offsets, dy, turned, sums, db, lost };
            let mut first = 0;
            while first < filters {
                let step = side_by_side::<I, E>(filters - first);
                one.filters::<I>(first, step);
                first += step;
            }
        }
        for (dw, sums) in dw.chunks_exact_mut(sizes.weights()).zip(sums.chunks_exact(all)) {
            for (f, dw) in dw.chunks_exact_mut(patch).enumerate() {
                for (k, dw) in dw.iter_mut().enumerate() {
                    *dw = sums[k * room(filters) + f];
                }
            }
        }
    }
}
struct Image<'a, E> {
    sizes: ConvSizes,
    padded: &'a [E],
    /// How far the pixels of the next row of places lie.
    row: usize,
    offsets: &'a [usize],
    /// From this image on.
    dy: &'a [E],
    turned: &'a mut [E],
    sums: &'a mut [E],
    db: &'a mut [E],
    /// By how much `db` is less than the sum.
    lost: &'a mut [E],
}
impl<E: Float> Image<'_, E> {
    /// All sums of so many filters, or of what is left of them.
    #[inline(always)]
    fn filters<I: Isa>(&mut self, first: usize, step: usize) {
        let (places, width) = (self.sizes.places(), step.min(self.sizes.filters - first));
        self.turn::<I>(first, step, width);
        for rows in self.turned[..step * places].chunks(BLOCK * step) {
            let mut sums = [E::ZERO; 32];
            let columns = &ColumnSums { rows: rows.as_ptr(), count: rows.len() / step, sums: sums.as_mut_ptr() };
            // SAFETY: so many rows of `step` numbers are there, which are two registers of 16 at most. The machine has the instructions,
            // since this runs.
            unsafe { call!(I, E, step, Columns, columns) }
            for (sum, (db, lost)) in
                sums.into_iter().take(step).zip(self.db[first..].iter_mut().zip(&mut self.lost[first..]))
            {
                let (more, before) = (*lost + sum, *db);
                *db += more;
                let less = more - (*db - before);
                // Infinity less infinity is nothing that was lost.
                *lost = if less.is_nan() { E::ZERO } else { less };
            }
        }
        // What is turned next is near by then, if there is so much to do with it that this is worth asking for.
        let length = LINE / size_of::<E>();
        let lines = if self.sizes.patch() < 64 { 0 } else { (step * places).div_ceil(length) };
        let share = lines.div_ceil(self.offsets.len().div_ceil(I::ROWS));
        let (mut k, mut line) = (0, (first + step) * places);
        while k < self.offsets.len() {
            for _ in 0..share {
                prefetch(self.dy.as_ptr().wrapping_add(line));
                line += length;
            }
            let rows = rows_for::<I>(self.offsets.len() - k);
            self.tile::<I>(k, rows, first, step);
            k += rows;
        }
    }
    /// The gradients of these filters side by side: a row for each place.
    #[inline(always)]
    fn turn<I: Isa>(&mut self, first: usize, step: usize, width: usize) {
        let (places, side) = (self.sizes.places(), E::Lanes::<I>::SIDE);
        let (dy, turned) = (&self.dy[first * places..][..width * places], &mut self.turned[..step * places]);
        for left in (0..places).step_by(COLUMNS) {
            let count = COLUMNS.min(places - left);
            for f in (0..width).step_by(side) {
                let rows = side.min(width - f);
                // SAFETY: there are `width` rows of `places` numbers to read, and `places` of `step` to write, which are so many registers that
                // each has room for squares. The machine has the instructions, since this runs.
                unsafe {
                    let (from, to) = (dy.as_ptr().add(f * places + left), turned.as_mut_ptr().add(left * step + f));
                    transpose::<I, E>(from, places, (count, rows), to, step);
                }
            }
        }
    }
    /// The sums of so many elements of the filters, of which there may be fewer: the last stands for those behind it.
    #[inline(always)]
    fn tile<I: Isa>(&mut self, from: usize, rows: usize, first: usize, step: usize) {
        let (height, width, last) = (self.sizes.height.out, self.sizes.width.out, self.offsets.len() - 1);
        let next = room(self.sizes.filters);
        let mut pixels = [core::ptr::null(); 12];
        for (i, pixel) in pixels[..rows].iter_mut().enumerate() {
            *pixel = self.padded[self.offsets[(from + i).min(last)]..][..(height - 1) * self.row + width].as_ptr();
        }
        let tile = &PixelTile {
            pixels,
            row: self.row,
            registers: self.turned[..height * width * step].as_ptr(),
            places: (height, width),
            sums: self.sums[from * next + first..][..(rows - 1) * next + step].as_mut_ptr(),
            next,
        };
        // SAFETY: all that is read and written lies in the slices of the lines above. The machine has the instructions, since this runs.
        unsafe {
            match rows {
                12 if const { I::ROWS >= 12 } => call!(I, E, step, Pixels by 12, tile),
                8 if const { I::ROWS >= 8 } => call!(I, E, step, Pixels by 8, tile),
                6 if const { I::ROWS == 6 } => call!(I, E, step, Pixels by 6, tile),
                _ => call!(I, E, step, Pixels by 4, tile),
            }
        }
    }
}

/// Asks for a line of the cache, which need not be there to be read.
#[inline(always)]
fn prefetch<E>(line: *const E) {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    // SAFETY: every x86-64 has the instruction, which reads nothing.
    unsafe {
        use core::arch::x86_64::{_MM_HINT_T1, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T1>(line.cast());
    }
    #[cfg(not(all(target_arch = "x86_64", not(miri))))]
    let _ = line;
}
