//! The gradient of the filters of a convolution: a product of `dy` and of what lies under the filters, which is read from the image.
use super::ConvSizes;
use super::plan::{Plan, room};
use super::tile::Pixels;
use super::turn::{Turn, turn};
use crate::elem::Float;
use crate::kernel::simd::{Isa, Kernel, Lanes};
use crate::kernel::tile::smallest;
use core::marker::PhantomData;

impl ConvSizes {
    /// The sums of one group: of each element of a filter those of all filters. The last tile may have more elements.
    fn sums(self) -> usize {
        room(self.filters) * (self.patch() + 3)
    }
    pub(super) fn params_buffer(self) -> usize {
        self.image_padded().len() + room(self.filters) * self.places() + self.groups * self.sums()
    }
}

/// `dw = Σ dy·x`
pub(super) struct BackwardParams<'a, E> {
    sizes: ConvSizes,
    plan: &'a Plan,
    dy: &'a [E],
    x: &'a [E],
    buffer: &'a mut [E],
    dw: &'a mut [E],
}
impl<'a, E> BackwardParams<'a, E> {
    /// The plan is that of the pass forward.
    pub fn new(sizes: ConvSizes, plan: &'a Plan, [dy, x]: [&'a [E]; 2], buffer: &'a mut [E], dw: &'a mut [E]) -> Self {
        BackwardParams { sizes, plan, dy, x, buffer, dw }
    }
}
impl<E: Float + Turn> Kernel for BackwardParams<'_, E> {
    type Out = ();
    #[inline(always)]
    fn run<I: Isa>(self) {
        let BackwardParams { sizes, plan, dy, x, buffer, dw } = self;
        let (image, out, filters, patch) =
            (sizes.image(), sizes.filters * sizes.places(), sizes.filters, sizes.patch());
        let (lies, all, offsets) = (plan.lies, sizes.sums(), &plan.offsets);
        let (padded, rest) = buffer.split_at_mut(lies.len());
        let (turned, sums) = rest.split_at_mut(room(filters) * sizes.places());
        let sums = &mut sums[..sizes.groups * all];
        padded.fill(E::ZERO);
        sums.fill(E::ZERO);
        for (part, group) in sizes.parts() {
            lies.fill(&x[part * image..][..image], padded);
            let dy = &dy[part * out..][..out];
            let row = sizes.height.stride * lies.row();
            let mut one = Image { sizes, padded, row, offsets, dy, turned, sums: &mut sums[group * all..][..all] };
            let (half, lanes) = (E::Half::<I>::LEN, E::Lanes::<I>::LEN);
            let mut first = 0;
            while first < filters {
                let left = filters - first;
                first += if left > lanes {
                    one.filters::<I, E::Lanes<I>, 2>(first)
                } else if left > half {
                    one.filters::<I, E::Lanes<I>, 1>(first)
                } else {
                    one.filters::<I, E::Half<I>, 1>(first)
                };
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
    dy: &'a [E],
    turned: &'a mut [E],
    sums: &'a mut [E],
}
impl<E: Float + Turn> Image<'_, E> {
    /// All sums of up to `P` registers of filters; how many that is.
    #[inline(always)]
    fn filters<I: Isa, V: Lanes<E>, const P: usize>(&mut self, first: usize) -> usize {
        let (places, step) = (self.sizes.places(), P * V::LEN);
        let width = step.min(self.sizes.filters - first);
        let turned = &mut self.turned[..step * places];
        turn(&self.dy[first * places..], places, places, turned, step, width);
        if width < step {
            turned.chunks_exact_mut(step).for_each(|row| row[width..].fill(E::ZERO));
        }
        let mut k = 0;
        while k < self.offsets.len() {
            let rows = smallest((self.offsets.len() - k).min(I::ROWS));
            match rows {
                12 if I::ROWS >= 12 => self.tile::<I, V, 12, P>(k, first),
                8 if I::ROWS >= 8 => self.tile::<I, V, 8, P>(k, first),
                6 if I::ROWS >= 6 => self.tile::<I, V, 6, P>(k, first),
                4 => self.tile::<I, V, 4, P>(k, first),
                2 => self.tile::<I, V, 2, P>(k, first),
                _ => self.tile::<I, V, 1, P>(k, first),
            }
            k += rows;
        }
        step
    }
    /// The sums of `R` elements of the filters, of which there may be fewer: the last stands for those behind it.
    #[inline(always)]
    fn tile<I: Isa, V: Lanes<E>, const R: usize, const P: usize>(&mut self, from: usize, first: usize) {
        let (height, width, last) = (self.sizes.height.out, self.sizes.width.out, self.offsets.len() - 1);
        let (step, next) = (P * V::LEN, room(self.sizes.filters));
        let mut pixels = [core::ptr::null(); R];
        for (i, pixel) in pixels.iter_mut().enumerate() {
            *pixel = self.padded[self.offsets[(from + i).min(last)]..][..(height - 1) * self.row + width].as_ptr();
        }
        let tile = Pixels::<E, V, R, P> {
            pixels,
            row: self.row,
            registers: self.turned[..height * width * step].as_ptr(),
            places: (height, width),
            sums: self.sums[from * next + first..][..(R - 1) * next + step].as_mut_ptr(),
            next,
            of: PhantomData,
        };
        // SAFETY: all that is read and written lies in the slices of the lines above. The machine has the instructions, since this runs.
        unsafe { I::call(tile) }
    }
}
