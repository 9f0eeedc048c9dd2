//! Convolution as products: the patches that a filter sees become the columns of a matrix, one image and one group at a time.
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::norm::Channels;
use crate::kernel::{MatrixRef, gemm};
use core::ops::Range;

/// How a filter goes along one side of an image: its element `k`, at place `q`, lies on pixel `q·stride + k·dilation − pad`.
#[derive(Clone, Copy, Debug)]
pub struct Side {
    pub input: usize,
    pub kernel: usize,
    pub stride: usize,
    pub pad: usize,
    pub dilation: usize,
    pub out: usize,
}
impl Side {
    /// A side of one pixel under a filter of one: what the height of a signal is.
    pub const ONE: Side = Side { input: 1, kernel: 1, stride: 1, pad: 0, dilation: 1, out: 1 };
    /// A side of `W` pixels under a filter of `K`.
    pub const fn of<W: Dim, K: Dim, S: Dim, P: Dim, D: Dim, Out: Dim>() -> Side {
        Side { input: W::SIZE, kernel: K::SIZE, stride: S::SIZE, pad: P::SIZE, dilation: D::SIZE, out: Out::SIZE }
    }
    /// The places at which element `k` of the filter lies on the image and not on the padding.
    fn inside(self, k: usize) -> Range<usize> {
        let k = k * self.dilation;
        let start = self.pad.saturating_sub(k).div_ceil(self.stride);
        let end = (self.input + self.pad).saturating_sub(k).div_ceil(self.stride).min(self.out);
        start.min(end)..end
    }
    /// The pixel under element `k` at place `q`, which is [inside](Side::inside).
    fn pixel(self, q: usize, k: usize) -> usize {
        q * self.stride + k * self.dilation - self.pad
    }
    const fn is_pointwise(self) -> bool {
        self.kernel == 1 && self.stride == 1 && self.pad == 0
    }
}

/// The sizes of a convolution; `channels` and `filters` are those of one of its groups.
#[derive(Clone, Copy, Debug)]
pub struct ConvSizes {
    pub batch: usize,
    pub groups: usize,
    pub channels: usize,
    pub filters: usize,
    pub height: Side,
    pub width: Side,
}
impl ConvSizes {
    /// The pixels of one image, in one group.
    const fn image(self) -> usize {
        self.channels * self.height.input * self.width.input
    }
    /// What one filter sees at one place.
    const fn patch(self) -> usize {
        self.channels * self.height.kernel * self.width.kernel
    }
    const fn places(self) -> usize {
        self.height.out * self.width.out
    }
    /// The length of the buffer for the patches of one image, in one group.
    pub const fn columns(self) -> usize {
        self.patch() * self.places()
    }
    /// The length of the filters of one group.
    pub const fn weights(self) -> usize {
        self.filters * self.patch()
    }
    /// A filter that sees one pixel sees the image as it lies.
    const fn is_pointwise(self) -> bool {
        self.height.is_pointwise() && self.width.is_pointwise()
    }
    /// Every image of the batch with every group: the position of each, counted in groups of channels.
    fn parts(self) -> impl Iterator<Item = (usize, usize)> {
        (0..self.batch).flat_map(move |n| (0..self.groups).map(move |g| (n * self.groups + g, g)))
    }

    /// `y[n, f, p, q] = b[f] + Σ_{c,i,j} x[n, c, p·s + i·d − pad, q·s + j·d − pad]·w[f, c, i, j]`
    pub fn forward<E: Float>(self, x: &[E], w: &[E], b: &[E], columns: &mut [E], y: &mut [E]) {
        let (image, patch, places, filters) = (self.image(), self.patch(), self.places(), self.filters);
        self.clear_padding(columns);
        for (part, group) in self.parts() {
            let columns = self.columns_of(&x[part * image..][..image], columns);
            let w = MatrixRef::row_major(&w[group * self.weights()..][..self.weights()], filters, patch);
            let y = &mut y[part * filters * places..][..filters * places];
            gemm(w, MatrixRef::row_major(columns, patch, places), y);
            for (f, &b) in b[group * filters..][..filters].iter().enumerate() {
                y[f * places..][..places].iter_mut().for_each(|y| *y += b);
            }
        }
    }
    /// `dw = Σ_n dy·columnsᵀ`, `db = Σ_{n,p,q} dy`. `one` has room for the `dw` of one image and one group.
    pub fn backward_params<E: Float>(
        self,
        dy: &[E],
        x: &[E],
        columns: &mut [E],
        one: &mut [E],
        dw: &mut [E],
        db: &mut [E],
    ) {
        let (image, patch, places, filters) = (self.image(), self.patch(), self.places(), self.filters);
        let of_filters = Channels { n: self.batch, c: self.groups * filters, inner: places };
        of_filters.sum(dy, dy, db, |_| |dy, _, _| dy);
        dw.fill(E::ZERO);
        self.clear_padding(columns);
        let one = &mut one[..self.weights()];
        for (part, group) in self.parts() {
            let columns = self.columns_of(&x[part * image..][..image], columns);
            let dy = &dy[part * filters * places..][..filters * places];
            gemm(MatrixRef::row_major(dy, filters, places), MatrixRef::row_major(columns, patch, places).t(), one);
            add(one, &mut dw[group * self.weights()..][..self.weights()]);
        }
    }
    /// `dx = wᵀ·dy`, each column added to the pixels that it was taken from.
    pub fn backward_input<E: Float>(self, dy: &[E], w: &[E], columns: &mut [E], dx: &mut [E]) {
        let (image, patch, places, filters) = (self.image(), self.patch(), self.places(), self.filters);
        for (part, group) in self.parts() {
            let w = MatrixRef::row_major(&w[group * self.weights()..][..self.weights()], filters, patch);
            let dy = MatrixRef::row_major(&dy[part * filters * places..][..filters * places], filters, places);
            let dx = &mut dx[part * image..][..image];
            if self.is_pointwise() {
                gemm(w.t(), dy, dx);
            } else {
                gemm(w.t(), dy, &mut columns[..self.columns()]);
                dx.fill(E::ZERO);
                self.each_run(|pixels, column| match self.width.stride {
                    1 => add(&columns[column.clone()], &mut dx[pixels..][..column.len()]),
                    stride => {
                        let pixels = dx[pixels..].iter_mut().step_by(stride);
                        pixels.zip(&columns[column]).for_each(|(dx, &d)| *dx += d);
                    }
                });
            }
        }
    }

    /// What lies on the padding is 0 in the columns of every image, and [`columns_of`](Self::columns_of) leaves it so.
    fn clear_padding<E: Float>(self, columns: &mut [E]) {
        if self.height.pad > 0 || self.width.pad > 0 {
            columns.fill(E::ZERO);
        }
    }
    /// The patches of an image as columns; those pixels that lie on the padding stay as they are.
    #[inline]
    fn columns_of<'a, E: Float>(self, image: &'a [E], columns: &'a mut [E]) -> &'a [E] {
        if self.is_pointwise() {
            return image;
        }
        let columns = &mut columns[..self.columns()];
        self.each_run(|pixels, column| match self.width.stride {
            1 => columns[column.clone()].copy_from_slice(&image[pixels..][..column.len()]),
            stride => {
                let pixels = image[pixels..].iter().step_by(stride);
                columns[column].iter_mut().zip(pixels).for_each(|(column, &x)| *column = x);
            }
        });
        columns
    }
    /// Calls `f` for every element of a filter and every row of places: with the first pixel under it, the others following in steps
    /// of the stride, and their range in the columns.
    #[inline]
    fn each_run(self, mut f: impl FnMut(usize, Range<usize>)) {
        let ConvSizes { channels, height, width, .. } = self;
        let mut row = 0;
        for c in 0..channels {
            for i in 0..height.kernel {
                for j in 0..width.kernel {
                    let across = width.inside(j);
                    for p in height.inside(i) {
                        if !across.is_empty() {
                            let line = c * height.input + height.pixel(p, i);
                            let places = row + p * width.out;
                            let pixels = line * width.input + width.pixel(across.start, j);
                            f(pixels, places + across.start..places + across.end);
                        }
                    }
                    row += self.places();
                }
            }
        }
    }
}

fn add<E: Float>(from: &[E], to: &mut [E]) {
    to.iter_mut().zip(from).for_each(|(to, &from)| *to += from);
}
