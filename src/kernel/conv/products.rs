//! Filters of one pixel: a product of the filters and of the pixels, one image and one group at a time.
use super::{ConvSizes, Images, Side};
use crate::elem::Float;
use crate::kernel::{MatrixMut, MatrixRef, Write, gemm, gemm_into};
use core::ops::Range;

impl Side {
    /// The places at which the filter lies on the image and not on the padding.
    fn inside(self) -> Range<usize> {
        let start = self.pad.div_ceil(self.stride);
        let end = (self.input + self.pad).div_ceil(self.stride).min(self.out);
        start.min(end)..end
    }
    /// The pixel under such a place.
    fn pixel(self, place: usize) -> usize {
        place * self.stride - self.pad
    }
    const fn is_identity(self) -> bool {
        self.stride == 1 && self.pad == 0
    }
}
impl ConvSizes {
    /// Whether every pixel is seen once, so that the image is a factor as it lies.
    const fn sees_all(self) -> bool {
        self.height.is_identity() && self.width.is_identity()
    }
    pub(super) const fn products_buffer(self) -> usize {
        if self.sees_all() { 0 } else { self.channels * self.places() }
    }
    pub(super) fn product_params<E: Float>(self, dy: &[E], x: &[E], buffer: &mut [E], dw: &mut [E]) {
        let ConvSizes { channels, filters, .. } = self;
        let (image, places) = (self.image(), self.places());
        let buffer = &mut buffer[..self.products_buffer()];
        dw.fill(E::ZERO);
        buffer.fill(E::ZERO);
        for (part, group) in self.parts() {
            let pixels = self.seen(&x[part * image..][..image], buffer);
            let dy = MatrixRef::row_major(&dy[part * filters * places..][..filters * places], filters, places);
            let dw = MatrixMut::row_major(&mut dw[group * self.weights()..][..self.weights()], filters, channels);
            gemm_into(dy, MatrixRef::row_major(pixels, channels, places).t(), dw, Write::Add);
        }
    }
    /// The pixels that the filters see; those that lie on the padding stay as they are.
    fn seen<'a, E: Float>(self, image: &'a [E], buffer: &'a mut [E]) -> &'a [E] {
        if self.sees_all() {
            return image;
        }
        self.each_row(|pixels, places| {
            let pixels = image[pixels..].iter().step_by(self.width.stride);
            buffer[places].iter_mut().zip(pixels).for_each(|(to, &x)| *to = x);
        });
        &buffer[..self.channels * self.places()]
    }
    /// Calls `f` for every row of places: with the first pixel, the others following in steps of the stride, and the range of the places.
    fn each_row(self, mut f: impl FnMut(usize, Range<usize>)) {
        let ConvSizes { channels, height, width, .. } = self;
        let across = width.inside();
        if across.is_empty() {
            return;
        }
        for c in 0..channels {
            for p in height.inside() {
                let pixels = (c * height.input + height.pixel(p)) * width.input + width.pixel(across.start);
                let row = c * self.places() + p * width.out;
                f(pixels, row + across.start..row + across.end);
            }
        }
    }
}
impl<E: Float> Images<'_, E> {
    /// Each of x to one of y.
    pub(super) fn product(self, w: &[E], b: &[E], relu: bool) {
        let Images { sizes, from: x, buffer, to: y } = self;
        let ConvSizes { channels, filters, .. } = sizes;
        let (image, places) = (sizes.image(), sizes.places());
        buffer.fill(E::ZERO);
        for (part, group) in sizes.parts() {
            let pixels = sizes.seen(&x[part * image..][..image], buffer);
            let w = MatrixRef::row_major(&w[group * sizes.weights()..][..sizes.weights()], filters, channels);
            let y = &mut y[part * filters * places..][..filters * places];
            gemm(w, MatrixRef::row_major(pixels, channels, places), y);
            for (y, &b) in y.chunks_exact_mut(places).zip(&b[group * filters..]) {
                y.iter_mut().for_each(|y| *y = if relu { (*y + b).greater(E::ZERO) } else { *y + b });
            }
        }
    }
    /// Each of dy to one of dx.
    pub(super) fn product_back(self, w: &[E]) {
        let Images { sizes, from: dy, buffer, to: dx } = self;
        let ConvSizes { channels, filters, .. } = sizes;
        let (image, places) = (sizes.image(), sizes.places());
        for (part, group) in sizes.parts() {
            let w = MatrixRef::row_major(&w[group * sizes.weights()..][..sizes.weights()], filters, channels);
            let dy = MatrixRef::row_major(&dy[part * filters * places..][..filters * places], filters, places);
            let dx = &mut dx[part * image..][..image];
            if sizes.sees_all() {
                gemm(w.t(), dy, dx);
            } else {
                gemm(w.t(), dy, &mut buffer[..channels * places]);
                dx.fill(E::ZERO);
                sizes.each_row(|pixels, places| {
                    let pixels = dx[pixels..].iter_mut().step_by(sizes.width.stride);
                    pixels.zip(&buffer[places]).for_each(|(dx, &d)| *dx = d);
                });
            }
        }
    }
}
