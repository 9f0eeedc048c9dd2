//! Filters that go over padded images: every place takes the pixels under a filter from where they lie.
use super::Images;
use super::plan::{Phase, Plan};
use super::tile::{FilterTile, Filters, PlaceTile, Places, call, side_by_side};
use super::turn::{Turn, turn};
use crate::elem::Float;
use crate::kernel::simd::{Isa, Kernel, Lanes};
use crate::kernel::tile::rows_for;
use core::marker::PhantomData;

/// `y = b + Σ x·w`, for every image and every group of a batch, and the ReLU of that if there is one.
pub(super) struct Pass<'a, E> {
    images: Images<'a, E>,
    plan: &'a Plan,
    w: &'a [E],
    b: Option<&'a [E]>,
    relu: bool,
}
impl<'a, E> Pass<'a, E> {
    pub fn new(images: Images<'a, E>, plan: &'a Plan, w: &'a [E], b: Option<&'a [E]>, relu: bool) -> Self {
        Pass { images, plan, w, b, relu }
    }
}
impl<E: Float + Turn> Kernel for Pass<'_, E> {
    type Out = ();
    const WIDEST: bool = E::WIDEST;
    #[inline(always)]
    fn run<I: Isa>(self) {
        let Pass { images: Images { sizes, from: x, buffer, to: y }, plan, w, b, relu } = self;
        let groups = sizes.groups;
        let (padded, rest) = buffer.split_at_mut(plan.lies.len());
        let (packed, scratch) = rest.split_at_mut(groups * plan.packed());
        padded.fill(E::ZERO);
        for (group, to) in packed.chunks_exact_mut(plan.packed()).enumerate() {
            let (weights, mut to) = (w.len() / groups, to);
            let w = &w[group * weights..][..weights];
            let b = b.map(|b| &b[group * plan.results..][..plan.results]);
            for phase in &plan.phases {
                let here;
                (here, to) = to.split_at_mut(plan.packed_of(phase));
                pack::<I, E>(plan, phase, w, b, here);
            }
        }
        let images = x.chunks_exact(plan.lies.image()).zip(y.chunks_exact_mut(plan.results * plan.next));
        for (part, (x, y)) in images.enumerate() {
            plan.lies.fill(x, padded);
            let mut filters = &packed[part % groups * plan.packed()..][..plan.packed()];
            for phase in &plan.phases {
                let here;
                (here, filters) = filters.split_at(plan.packed_of(phase));
                let mut over = Over { plan, phase, padded, filters: here, relu, scratch, y };
                match has_places_in_rows::<I, E>(plan, phase) {
                    true => over.places::<I>(),
                    false => over.filters::<I>(),
                }
            }
        }
    }
}

/// Whether the rows of tiles are places and their registers filters, or else the rows filters and the registers places.
///
/// Registers of places read the image and write the result as they lie; registers of filters do not depend on the width of the image, but
/// what they give has to be turned, which costs about as much as 16 products of each result.
#[inline(always)]
fn has_places_in_rows<I: Isa, E: Float>(plan: &Plan, phase: &Phase) -> bool {
    let (lanes, width, products) = (E::Lanes::<I>::LEN, phase.places.1, phase.offsets.len());
    let (places, filters) = (width.next_multiple_of(lanes), plan.results.next_multiple_of(lanes));
    places * plan.results * products > width * filters * (products + 16)
}
/// How many filters are in the rows of the tiles from here on.
#[inline(always)]
fn filters_of<I: Isa>(left: usize) -> usize {
    if left == 1 { 1 } else { rows_for::<I>(left) }
}
/// The filters in the order in which tiles read them: behind the bias, element by element, those of one tile side by side.
#[inline(always)]
fn pack<I: Isa, E: Float>(plan: &Plan, phase: &Phase, w: &[E], b: Option<&[E]>, to: &mut [E]) {
    let length = phase.offsets.len() + 1;
    let mut first = 0;
    while first < plan.results {
        let step = match has_places_in_rows::<I, E>(plan, phase) {
            true => side_by_side::<I, E>(plan.results - first),
            false => filters_of::<I>(plan.results - first),
        };
        pack_some(plan, phase, w, b, first, &mut to[first * length..][..step * length], step);
        first += step;
    }
}
/// So many of them from the first on, and zeros for those that are not there.
// Compiled once, for what every machine has.
#[inline(never)]
fn pack_some<E: Float>(plan: &Plan, phase: &Phase, w: &[E], b: Option<&[E]>, first: usize, to: &mut [E], step: usize) {
    let count = step.min(plan.results - first);
    let (bias, to) = to.split_at_mut(step);
    bias.fill(E::ZERO);
    if let Some(b) = b {
        bias[..count].copy_from_slice(&b[first..][..count]);
    }
    for (to, &element) in to.chunks_exact_mut(step).zip(&plan.elements[phase.offsets.clone()]) {
        let from = w[first * plan.filter + element..].iter().step_by(plan.filter);
        to[..count].iter_mut().zip(from).for_each(|(to, &w)| *to = w);
        to[count..].fill(E::ZERO);
    }
}

/// All filters over one phase of one image.
struct Over<'a, E> {
    plan: &'a Plan,
    phase: &'a Phase,
    padded: &'a [E],
    filters: &'a [E],
    relu: bool,
    scratch: &'a mut [E],
    y: &'a mut [E],
}
impl<E: Float + Turn> Over<'_, E> {
    /// Where the pixel under the first element is at this place; so many can be read there, and under every other element.
    #[inline(always)]
    fn pixels(&self, (p, q): (usize, usize), count: usize) -> *const E {
        self.padded[self.phase.first + p * self.phase.row + q..][..self.phase.reach + count].as_ptr()
    }
    /// The filters of the tiles from this one on.
    #[inline(always)]
    fn packed(&self, first: usize, count: usize) -> *const E {
        let elements = self.phase.offsets.len() + 1;
        self.filters[first * elements..][..count * elements].as_ptr()
    }

    /// Tiles of filters by registers of places.
    #[inline(always)]
    fn filters<I: Isa>(&mut self) {
        let mut first = 0;
        while first < self.plan.results {
            let rows = filters_of::<I>(self.plan.results - first);
            self.some_filters::<I>(first, rows);
            first += rows;
        }
    }
    /// So many filters, or what is left of them, at every place.
    #[inline(always)]
    fn some_filters<I: Isa>(&mut self, first: usize, rows: usize) {
        let ((height, width), lanes) = (self.phase.places, E::Lanes::<I>::LEN);
        let (mut p, mut q) = (0, 0);
        // The last register of a row begins earlier, if the row has so many places.
        let mut next = || {
            let place = (p, q.min(width.saturating_sub(lanes)));
            q += lanes;
            if q >= width {
                (p, q) = (p + 1, 0);
            }
            place
        };
        let (most, mut left) = (if rows == 1 { 4 } else { 2 }, height * width.div_ceil(lanes));
        while left > 0 {
            let mut places = [(0, 0); 4];
            let registers = if left >= most { most } else { 1 };
            places[..registers].iter_mut().for_each(|place| *place = next());
            self.tile_of_filters::<I>(first, rows, &places[..registers]);
            left -= registers;
        }
    }
    #[inline(always)]
    fn tile_of_filters<I: Isa>(&mut self, first: usize, rows: usize, places: &[(usize, usize)]) {
        let ((row, step), lanes) = (self.phase.out_steps, E::Lanes::<I>::LEN);
        let (next, written) = (self.plan.next, rows.min(self.plan.results - first));
        let (mut pixels, mut out) = ([core::ptr::null(); 4], [(core::ptr::null_mut(), 0); 4]);
        for (i, &(p, q)) in places.iter().enumerate() {
            let count = lanes.min(self.phase.places.1 - q);
            let at = first * next + self.phase.out + p * row + q * step;
            out[i] = (self.y[at..][..(written - 1) * next + (count - 1) * step + 1].as_mut_ptr(), count);
            pixels[i] = self.pixels((p, q), lanes);
        }
        let tile = &FilterTile {
            filters: self.packed(first, rows),
            pixels,
            offsets: self.plan.offsets_of(self.phase),
            out,
            steps: (step, next),
            written,
            relu: self.relu,
        };
        macro_rules! tiles { ($($size:literal by $registers:literal $(if $there:expr)?),*; $last:literal) => {
            match (rows, places.len()) {
                $(($size, $registers) $(if const { $there })? => I::call(Filters::<E, E::Lanes<I>, $size, $registers>(tile, PhantomData)),)*
                _ => I::call(Filters::<E, E::Lanes<I>, $last, 1>(tile, PhantomData)),
            }
        } }
        // SAFETY: all that is read and written lies in the slices of the lines above, no offset being beyond the reach. The machine has the
        // instructions, since this runs.
        unsafe {
            tiles! {
                12 by 2 if I::ROWS >= 12, 12 by 1 if I::ROWS >= 12, 8 by 2 if I::ROWS >= 8, 8 by 1 if I::ROWS >= 8,
                6 by 2 if I::ROWS == 6, 6 by 1 if I::ROWS == 6, 4 by 2, 1 by 4, 1 by 1; 4
            }
        }
    }

    /// Tiles of places by registers of filters.
    #[inline(always)]
    fn places<I: Isa>(&mut self) {
        let mut first = 0;
        while first < self.plan.results {
            let step = side_by_side::<I, E>(self.plan.results - first);
            self.all_places::<I>(first, step);
            first += step;
        }
    }
    /// Every place of so many filters.
    #[inline(always)]
    fn all_places<I: Isa>(&mut self, first: usize, step: usize) {
        let (height, width) = self.phase.places;
        let places = height * width;
        let (mut p, mut q, mut from) = (0, 0, 0);
        // With all rows that the registers hold, the numbers that they are multiplied by had no room.
        while from < places {
            let rows = if const { I::ROWS >= 12 } && places - from > 4 { 8 } else { 4 };
            let mut pixels = [core::ptr::null(); 8];
            for pixel in &mut pixels[..rows] {
                *pixel = self.pixels((p, q), 1);
                // The last place stands for those behind it.
                if q + 1 < width {
                    q += 1;
                } else if p + 1 < height {
                    (p, q) = (p + 1, 0);
                }
            }
            let tile = &PlaceTile {
                pixels,
                offsets: self.plan.offsets_of(self.phase),
                filters: self.packed(first, step),
                relu: self.relu,
                out: self.scratch[from * step..][..rows * step].as_mut_ptr(),
            };
            // SAFETY: as above.
            unsafe {
                match rows {
                    8 if const { I::ROWS >= 12 } => call!(I, E, step, Places by 8, tile),
                    _ => call!(I, E, step, Places by 4, tile),
                }
            }
            from += rows;
        }
        let (row, apart) = self.phase.out_steps;
        let count = step.min(self.plan.results - first);
        let y = &mut self.y[first * self.plan.next + self.phase.out..];
        if apart == 1 && row == width {
            turn(&self.scratch[..places * step], step, count, y, self.plan.next, places);
        } else {
            for (p, line) in self.scratch[..places * step].chunks_exact(width * step).enumerate() {
                for (q, numbers) in line.chunks_exact(step).enumerate() {
                    for (f, &number) in numbers[..count].iter().enumerate() {
                        y[f * self.plan.next + p * row + q * apart] = number;
                    }
                }
            }
        }
    }
}
