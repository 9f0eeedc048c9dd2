//! Where filters read images, worked out once.
use super::{ConvSizes, Side};
use alloc::vec::Vec;
use core::ops::Range;

/// The most numbers of a register: so many may be read behind a padded image.
const SLACK: usize = 16;

/// How images lie that have room for what filters see beyond their edges.
#[derive(Clone, Copy, Default)]
pub(super) struct Padded {
    planes: usize,
    /// The sides of an image, and where its first pixel lies.
    sides: (usize, usize),
    first: (usize, usize),
    rows: usize,
    /// How many pixels of a row that are `stride` apart lie behind one another, before those beside them.
    phase: usize,
    stride: usize,
}
impl Padded {
    pub const fn image(self) -> usize {
        self.planes * self.sides.0 * self.sides.1
    }
    pub const fn row(self) -> usize {
        self.phase * self.stride
    }
    const fn plane(self) -> usize {
        self.row() * self.rows
    }
    pub const fn len(self) -> usize {
        self.planes * self.plane() + SLACK
    }
    /// Where column `w`, counted from the padding on, lies in a row.
    const fn column(self, w: usize) -> usize {
        w % self.stride * self.phase + w / self.stride
    }
    /// Copies an image into its padding, which is left as it is.
    // Compiled once, for what every machine has.
    #[inline(never)]
    pub fn fill<E: Copy>(self, image: &[E], padded: &mut [E]) {
        let ((height, width), (down, right)) = (self.sides, self.first);
        for (image, plane) in image.chunks_exact(height * width).zip(padded.chunks_exact_mut(self.plane())) {
            for (line, row) in image.chunks_exact(width).zip(plane[down * self.row()..].chunks_exact_mut(self.row())) {
                if self.stride == 1 {
                    row[right..][..width].copy_from_slice(line);
                    continue;
                }
                for (phase, row) in row.chunks_exact_mut(self.phase).enumerate() {
                    let first = first_of(phase, right, self.stride);
                    let (to, from) = (&mut row[(first + right) / self.stride..], line.get(first..).unwrap_or_default());
                    match self.stride {
                        2 => to.iter_mut().zip(from.iter().step_by(2)).for_each(|(to, &x)| *to = x),
                        stride => to.iter_mut().zip(from.iter().step_by(stride)).for_each(|(to, &x)| *to = x),
                    }
                }
            }
        }
    }
}
/// The first pixel that lies so far from a multiple of the stride, counted from the padding on.
#[inline(always)]
const fn first_of(phase: usize, pad: usize, stride: usize) -> usize {
    (phase + stride - pad % stride) % stride
}
impl Side {
    /// How many places further back the last element of a filter sees a pixel than its first.
    const fn reach(self) -> usize {
        (self.kernel - 1) * self.dilation / self.stride
    }
    /// How many places beyond the first one would see the first pixel.
    const fn before(self) -> usize {
        self.reach().saturating_sub(self.pad / self.stride)
    }
    /// All places that would see pixels, with those beyond the edges.
    fn seeing(self) -> usize {
        self.before() + self.out.max((self.input - 1 + self.pad) / self.stride + 1)
    }
    /// The pixels that lie so far from a multiple of the stride, counted from the padding on: the first, and how many. Then the place whose
    /// first element lies on the first of them, counted from `before` on, less the reach.
    fn pixels(self, phase: usize) -> (usize, usize, usize) {
        let first = first_of(phase, self.pad, self.stride);
        let place = (first + self.pad) / self.stride + self.before() - self.reach();
        (first, self.input.saturating_sub(first).div_ceil(self.stride), place)
    }
    /// The elements of a filter under which such pixels come to lie, and how many places before the reach these see them.
    fn elements(self, phase: usize) -> impl Iterator<Item = (usize, usize)> {
        let lies = move |k| (k, self.reach() - k * self.dilation / self.stride);
        (0..self.kernel).filter(move |k| k * self.dilation % self.stride == phase).map(lies)
    }
}

/// Results that see the same elements of the filters.
pub(super) struct Phase {
    /// Which of the plan's.
    pub offsets: Range<usize>,
    /// The greatest of them.
    pub reach: usize,
    pub places: (usize, usize),
    /// Where the pixel under the first element is at the first place, and how far it moves to the next row of places.
    pub first: usize,
    pub row: usize,
    /// Where the first result is, and how far those of the next row of places and of the next place are.
    pub out: usize,
    pub out_steps: (usize, usize),
}
/// How filters go over the images of one group.
#[derive(Default)]
pub(super) struct Plan {
    pub lies: Padded,
    /// How many results there are at each place, how far they lie apart, and how far the filters that give them.
    pub results: usize,
    pub next: usize,
    pub filter: usize,
    pub phases: Vec<Phase>,
    /// How far the pixels lie from that under the first element, and where the elements are in a filter.
    pub offsets: Vec<usize>,
    pub elements: Vec<usize>,
}
impl Plan {
    pub fn offsets_of(&self, phase: &Phase) -> &[usize] {
        &self.offsets[phase.offsets.clone()]
    }
    /// The length of the packed filters of one phase of one group, and of all.
    pub fn packed_of(&self, phase: &Phase) -> usize {
        room(self.results) * (phase.offsets.len() + 1)
    }
    pub fn packed(&self) -> usize {
        self.phases.iter().map(|phase| self.packed_of(phase)).sum()
    }
    /// The length of the buffer for so many groups.
    pub fn buffer(&self, groups: usize) -> usize {
        let places = self.phases.iter().map(|phase| phase.places.0 * phase.places.1).max();
        let scratch = (places.unwrap_or_default() + 3) * room(self.results).min(32);
        self.lies.len() + groups * self.packed() + scratch
    }
}
/// So many filters have room in tiles, whichever registers the machine has: the last may be larger than what is left.
pub(super) fn room(filters: usize) -> usize {
    let multiple = match filters {
        0..=8 => 8,
        9..=16 => 16,
        _ => 32,
    };
    filters.next_multiple_of(multiple).max(filters + 3)
}
impl ConvSizes {
    /// One image, in one group, as forward reads it.
    pub(super) fn image_padded(self) -> Padded {
        let ConvSizes { channels: planes, height, width, .. } = self;
        Padded {
            planes,
            sides: (height.input, width.input),
            first: (height.pad, width.pad),
            rows: height.input + 2 * height.pad,
            phase: (width.input + 2 * width.pad).div_ceil(width.stride),
            stride: width.stride,
        }
    }
    /// Every filter at every place.
    pub(super) fn plan(self) -> Plan {
        let (lies, height, width) = (self.image_padded(), self.height, self.width);
        let mut offsets = Vec::with_capacity(self.patch());
        for c in 0..self.channels {
            for i in 0..height.kernel {
                let row = c * lies.plane() + i * height.dilation * lies.row();
                offsets.extend((0..width.kernel).map(|j| row + lies.column(j * width.dilation)));
            }
        }
        let phase = Phase {
            offsets: 0..self.patch(),
            reach: offsets.iter().copied().max().unwrap_or_default(),
            places: (height.out, width.out),
            first: 0,
            row: height.stride * lies.row(),
            out: 0,
            out_steps: (width.out, 1),
        };
        Plan {
            lies,
            results: self.filters,
            next: self.places(),
            filter: self.patch(),
            phases: Vec::from([phase]),
            offsets,
            elements: (0..self.patch()).collect(),
        }
    }
    /// Every channel at every pixel, from the gradients of the places that see it. Pixels that lie equally far from a multiple of the stride
    /// are seen by the same elements of the filters.
    pub(super) fn plan_back(self) -> Plan {
        let ConvSizes { filters, height, width, .. } = self;
        let lies = Padded {
            planes: filters,
            sides: (height.out, width.out),
            first: (height.before(), width.before()),
            rows: height.seeing(),
            phase: width.seeing(),
            stride: 1,
        };
        let kernel = height.kernel * width.kernel;
        let (mut offsets, mut elements) = (Vec::new(), Vec::new());
        offsets.reserve_exact(filters * kernel);
        elements.reserve_exact(filters * kernel);
        let mut phases = Vec::with_capacity(height.stride * width.stride);
        for (down, right) in (0..height.stride).flat_map(|down| (0..width.stride).map(move |right| (down, right))) {
            let begin = offsets.len();
            for f in 0..filters {
                for (i, up) in height.elements(down) {
                    for (j, left) in width.elements(right) {
                        offsets.push(f * lies.plane() + up * lies.row() + left);
                        elements.push(f * self.patch() + i * width.kernel + j);
                    }
                }
            }
            let ((h, rows, top), (w, columns, left)) = (height.pixels(down), width.pixels(right));
            if rows > 0 && columns > 0 {
                phases.push(Phase {
                    offsets: begin..offsets.len(),
                    reach: offsets[begin..].iter().copied().max().unwrap_or_default(),
                    places: (rows, columns),
                    first: top * lies.row() + left,
                    row: lies.row(),
                    out: h * width.input + w,
                    out_steps: (height.stride * width.input, width.stride),
                });
            }
        }
        let next = height.input * width.input;
        Plan { lies, results: self.channels, next, filter: kernel, phases, offsets, elements }
    }
}
