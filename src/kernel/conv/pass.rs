//! Filters that go over padded images: every place takes the pixels under a filter from where they lie.
use super::ConvSizes;
use super::plan::{Phase, Plan};
use super::tile::{Filters, Places, registers};
use super::turn::{Turn, turn};
use crate::elem::Float;
use crate::kernel::simd::{Isa, Kernel, Lanes};
use crate::kernel::tile::rows_for;
use core::marker::PhantomData;

/// `y = b + Σ x·w`, for every image and every group of a batch, and the ReLU of that if there is one.
pub(super) struct Pass<'a, E> {
    plan: &'a Plan,
    groups: usize,
    x: &'a [E],
    w: &'a [E],
    b: Option<&'a [E]>,
    relu: bool,
    buffer: &'a mut [E],
    y: &'a mut [E],
}
impl<'a, E> Pass<'a, E> {
    pub fn new(
        sizes: ConvSizes,
        plan: &'a Plan,
        [x, w]: [&'a [E]; 2],
        b: Option<&'a [E]>,
        relu: bool,
        buffer: &'a mut [E],
        y: &'a mut [E],
    ) -> Self {
        Pass { plan, groups: sizes.groups, x, w, b, relu, buffer, y }
    }
}
impl<E: Float + Turn> Kernel for Pass<'_, E> {
    type Out = ();
    const WIDEST: bool = E::WIDEST;
    #[inline(always)]
    fn run<I: Isa>(self) {
        let Pass { plan, groups, x, w, b, relu, buffer, y } = self;
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
/// How many filters are side by side in the registers of the tiles from here on.
#[inline(always)]
fn side_by_side<I: Isa, E: Float>(left: usize) -> usize {
    let (lanes, half) = (E::Lanes::<I>::LEN, E::Half::<I>::LEN);
    if left > lanes {
        2 * lanes
    } else if left > half || half < E::Lanes::<I>::SIDE {
        lanes
    } else {
        half
    }
}
/// How many filters are in the rows of the tiles from here on.
#[inline(always)]
fn filters_of<I: Isa>(left: usize) -> usize {
    if left == 1 { 1 } else { rows_for::<I>(left) }
}
/// The filters in the order in which tiles read them: behind the bias, element by element, those of one tile side by side.
#[inline(always)]
fn pack<I: Isa, E: Float>(plan: &Plan, phase: &Phase, w: &[E], b: Option<&[E]>, to: &mut [E]) {
    let elements = &plan.elements[phase.offsets.clone()];
    let one = |from: usize, step: usize, to: &mut [E]| {
        let count = step.min(plan.results - from);
        let (bias, to) = to[..(elements.len() + 1) * step].split_at_mut(step);
        bias.fill(E::ZERO);
        if let Some(b) = b {
            bias[..count].copy_from_slice(&b[from..][..count]);
        }
        for (to, &element) in to.chunks_exact_mut(step).zip(elements) {
            let from = w[from * plan.filter + element..].iter().step_by(plan.filter);
            to[..count].iter_mut().zip(from).for_each(|(to, &w)| *to = w);
            to[count..].fill(E::ZERO);
        }
    };
    let mut first = 0;
    while first < plan.results {
        let step = match has_places_in_rows::<I, E>(plan, phase) {
            true => side_by_side::<I, E>(plan.results - first),
            false => filters_of::<I>(plan.results - first),
        };
        one(first, step, &mut to[first * (elements.len() + 1)..]);
        first += step;
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
            match rows {
                12 if const { I::ROWS >= 12 } => self.some_filters::<I, E::Lanes<I>, 12, 2>(first),
                8 if const { I::ROWS >= 8 } => self.some_filters::<I, E::Lanes<I>, 8, 2>(first),
                6 if const { I::ROWS == 6 } => self.some_filters::<I, E::Lanes<I>, 6, 2>(first),
                1 => self.some_filters::<I, E::Lanes<I>, 1, 4>(first),
                _ => self.some_filters::<I, E::Lanes<I>, 4, 2>(first),
            }
            first += rows;
        }
    }
    /// Up to `R` filters at every place.
    #[inline(always)]
    fn some_filters<I: Isa, V: Lanes<E>, const R: usize, const P: usize>(&mut self, first: usize) {
        let (height, width) = self.phase.places;
        let (mut p, mut q) = (0, 0);
        // The last register of a row begins earlier, if the row has so many places.
        let mut next = || {
            let place = (p, q.min(width.saturating_sub(V::LEN)));
            q += V::LEN;
            if q >= width {
                (p, q) = (p + 1, 0);
            }
            place
        };
        let mut registers = height * width.div_ceil(V::LEN);
        while registers >= P {
            let mut places = [(0, 0); P];
            places.iter_mut().for_each(|place| *place = next());
            self.tile_of_filters::<I, V, R, P>(first, places);
            registers -= P;
        }
        for _ in 0..registers {
            self.tile_of_filters::<I, V, R, 1>(first, [next()]);
        }
    }
    #[inline(always)]
    fn tile_of_filters<I: Isa, V: Lanes<E>, const R: usize, const P: usize>(
        &mut self,
        first: usize,
        places: [(usize, usize); P],
    ) {
        let (row, step) = self.phase.out_steps;
        let (next, written) = (self.plan.next, R.min(self.plan.results - first));
        // Loops, since `map` is not inlined.
        let (mut pixels, mut out) = ([core::ptr::null(); P], [(core::ptr::null_mut(), 0); P]);
        for (i, &(p, q)) in places.iter().enumerate() {
            let count = V::LEN.min(self.phase.places.1 - q);
            let at = first * next + self.phase.out + p * row + q * step;
            out[i] = (self.y[at..][..(written - 1) * next + (count - 1) * step + 1].as_mut_ptr(), count);
            pixels[i] = self.pixels((p, q), V::LEN);
        }
        let tile = Filters::<E, V, R, P> {
            filters: self.packed(first, R),
            pixels,
            offsets: self.plan.offsets_of(self.phase),
            out,
            steps: (step, next),
            written,
            relu: self.relu,
            of: PhantomData,
        };
        // SAFETY: all that is read and written lies in the slices of the lines above, no offset being beyond the reach. The machine has the
        // instructions, since this runs.
        unsafe { I::call(tile) }
    }

    /// Tiles of places by registers of filters.
    #[inline(always)]
    fn places<I: Isa>(&mut self) {
        let mut first = 0;
        while first < self.plan.results {
            first += registers!(I, E, self.plan.results - first, self.all_places(first));
        }
    }
    /// Every place of up to `P` registers of filters.
    #[inline(always)]
    fn all_places<I: Isa, V: Lanes<E>, const P: usize>(&mut self, first: usize) {
        let (height, width) = self.phase.places;
        let (step, places) = (P * V::LEN, height * width);
        let (mut p, mut q, mut from) = (0, 0, 0);
        // With all rows that the registers hold, the numbers that they are multiplied by had no room.
        while from < places {
            let rows = if const { I::ROWS >= 12 } && places - from > 4 { 8 } else { 4 };
            // The last place stands for those behind it.
            let mut next = || {
                let place = (p, q);
                if q + 1 < width {
                    q += 1;
                } else if p + 1 < height {
                    (p, q) = (p + 1, 0);
                }
                place
            };
            match rows {
                8 if const { I::ROWS >= 12 } => self.tile_of_places::<I, V, 8, P>(first, from, &mut next),
                _ => self.tile_of_places::<I, V, 4, P>(first, from, &mut next),
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
    #[inline(always)]
    fn tile_of_places<I: Isa, V: Lanes<E>, const R: usize, const P: usize>(
        &mut self,
        first: usize,
        from: usize,
        next: &mut impl FnMut() -> (usize, usize),
    ) {
        let step = P * V::LEN;
        let mut pixels = [core::ptr::null(); R];
        pixels.iter_mut().for_each(|pixel| *pixel = self.pixels(next(), 1));
        let tile = Places::<E, V, R, P> {
            pixels,
            offsets: self.plan.offsets_of(self.phase),
            filters: self.packed(first, step),
            relu: self.relu,
            out: self.scratch[from * step..][..R * step].as_mut_ptr(),
            of: PhantomData,
        };
        // SAFETY: as above.
        unsafe { I::call(tile) }
    }
}
