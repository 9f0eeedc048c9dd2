//! Convolution: filters that go over images.
//!
//! Tiles of registers read images where they lie. Filters of one pixel are left to matrix products: there is nothing that a product would
//! have to copy. For all others the alternative was a product, too, of the filters and of columns of all that they see at each place.
//!
//! Measured on one core of a Zen 4 server with AVX-512, f32, batches of 50, GFLOP/s (the limit is 117), all in one process, the lower third
//! of 60 rounds; the gradient of the filters is with that of the bias:
//!
//! | filters, sides of the image | forward | backward, filters | backward, image |
//! |---|---|---|---|
//! | 3→32 7×7, 32×32 | 103 | 98 | 80 |
//! | 3→64 7×7 in steps of 2, 64×64 | 99 | 96 | 77 |
//! | 32→32 3×3, 32×32 | 102 | 103 | 104 |
//! | 32→32 3×3, 16×16 | 106 | 106 | 107 |
//! | 32→64 3×3, 16×16 | 107 | 107 | 107 |
//! | 64→64 3×3, 16×16 | 103 | 106 | 104 |
//! | 64→64 3×3, 8×8 | 108 | 101 | 108 |
//! | 32→32 3×3, 4×4 | 91 | 72 | 91 |
//! | 8→16 5×5, 28×28 | 105 | 109 | 96 |
//! | 32→32 3×3 in steps of 2, 33×33 | 81 | 79 | 67 |
//! | 1→32 3×3, 8×8 | 48 | 47 | 26 |
//! | 1→6 5×5, 28×28 | 71 | 49 | 34 |
//!
//! The gradient of an image of one channel is slower, which is that of a first layer, and nobody asks for it.
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::norm::{Channels, Norms};
use crate::kernel::simd::dispatch;
#[cfg(feature = "threads")]
use crate::kernel::threads::{at_once, parts_of};
use alloc::vec;
use alloc::vec::Vec;
use params::BackwardParams;
use pass::Pass;
use plan::Plan;

#[allow(unsafe_code, reason = "makes tiles, whose sizes are checked")]
mod params;
#[allow(unsafe_code, reason = "makes tiles, whose sizes are checked")]
mod pass;
mod plan;
mod products;
#[cfg(all(test, feature = "std"))]
mod tests;
#[allow(unsafe_code, reason = "reads and writes numbers whose places are known")]
mod tile;
#[allow(unsafe_code, reason = "reads and writes four numbers at once")]
mod turn;

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
    /// The same for so many images.
    pub(crate) const fn of_batch(self, batch: usize) -> ConvSizes {
        ConvSizes { batch, ..self }
    }
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
    /// The length of the filters of one group.
    const fn weights(self) -> usize {
        self.filters * self.patch()
    }
    const fn is_empty(self) -> bool {
        self.batch == 0 || self.groups == 0 || self.image() == 0 || self.weights() == 0 || self.places() == 0
    }
    /// Filters of one pixel are the one factor of a product, and the image as it lies the other.
    const fn is_product(self) -> bool {
        self.height.kernel == 1 && self.width.kernel == 1
    }
    /// How many products of two numbers there are.
    const fn products(self) -> usize {
        self.batch * self.groups * self.weights() * self.places()
    }
    /// Every image of the batch with every group: the position of each, counted in groups of channels.
    fn parts(self) -> impl Iterator<Item = (usize, usize)> {
        (0..self.batch).flat_map(move |n| (0..self.groups).map(move |g| (n * self.groups + g, g)))
    }

    /// `y[n, f, p, q] = b[f] + Σ_{c,i,j} x[n, c, p·s + i·d − pad, q·s + j·d − pad]·w[f, c, i, j]`, and, if a `relu` follows, 0 where that
    /// is not above it.
    #[inline]
    pub(crate) fn forward<E: Float>(self, x: &[E], w: &[E], b: &[E], relu: bool, work: &mut ConvWork<E>, y: &mut [E]) {
        E::convolve(self, [x, w, b], relu, work, y);
    }
    /// `dw[f, c, i, j] = Σ_{n,p,q} dy[n, f, p, q]·x[n, c, p·s + i·d − pad, q·s + j·d − pad]`, `db = Σ_{n,p,q} dy`
    #[inline]
    pub(crate) fn backward_params<E: Float>(
        self,
        dy: &[E],
        x: &[E],
        work: &mut ConvWork<E>,
        dw: &mut [E],
        db: &mut [E],
    ) {
        E::convolve_params(self, [dy, x], work, [dw, db]);
    }
    /// To `dx` each place adds `dy[n, f, p, q]·w[f]` where its filter lay.
    #[inline]
    pub(crate) fn backward_input<E: Float>(self, dy: &[E], w: &[E], work: &mut ConvWork<E>, dx: &mut [E]) {
        E::convolve_back(self, [dy, w], work, dx);
    }
}

/// What a convolution works with: where filters read images, and for each thread room for one image in one group.
pub struct ConvWork<E> {
    plan: Plan,
    plan_back: Plan,
    threads: usize,
    buffer: Vec<E>,
}
impl<E: Float> ConvWork<E> {
    pub(crate) fn new(sizes: ConvSizes, trains: bool) -> Self {
        #[cfg(feature = "threads")]
        return ConvWork::of_threads(rayon::current_num_threads(), sizes, trains);
        #[cfg(not(feature = "threads"))]
        ConvWork::of_threads(1, sizes, trains)
    }
    fn of_threads(threads: usize, sizes: ConvSizes, trains: bool) -> Self {
        let (mut plan, mut plan_back, mut length) = (Plan::default(), Plan::default(), 0);
        if sizes.is_product() && !sizes.is_empty() {
            length = sizes.products_buffer();
        } else if !sizes.is_empty() {
            plan = sizes.plan();
            length = plan.buffer(sizes.groups);
            if trains {
                plan_back = sizes.plan_back();
                length = length.max(sizes.params_buffer()).max(plan_back.buffer(sizes.groups));
            }
        }
        ConvWork { plan, plan_back, threads, buffer: vec![E::ZERO; threads * length] }
    }
}
/// The whole, at once.
#[cfg(not(feature = "threads"))]
fn at_once<T>(all: T, _: usize, _: &impl Fn(T, usize, usize) -> (T, T), run: &impl Fn(T)) {
    run(all);
}
#[cfg(not(feature = "threads"))]
const fn parts_of(_: usize, _: usize) -> usize {
    1
}

/// Images, and what is made of each: no thread needs those of another.
struct Images<'a, E> {
    sizes: ConvSizes,
    from: &'a [E],
    buffer: &'a mut [E],
    to: &'a mut [E],
}
impl<E: Float> Images<'_, E> {
    /// Calls `make` for all, or at once for a part of them for each thread.
    fn each(self, threads: usize, make: impl Fn(Self) + Sync) {
        let parts = parts_of(self.sizes.products(), threads).min(self.sizes.batch);
        at_once(self, parts, &Self::split, &make);
    }
    fn split(self, first: usize, parts: usize) -> (Self, Self) {
        let Images { sizes, from, buffer, to } = self;
        let images = sizes.batch * first / parts;
        let (from, from_right) = from.split_at(from.len() / sizes.batch * images);
        let (to, to_right) = to.split_at_mut(to.len() / sizes.batch * images);
        let (buffer, room) = buffer.split_at_mut(buffer.len() / parts * first);
        (
            Images { sizes: sizes.of_batch(images), from, buffer, to },
            Images { sizes: sizes.of_batch(sizes.batch - images), from: from_right, buffer: room, to: to_right },
        )
    }
}

/// The convolution kernels of a float type.
pub trait Convolve: Sized {
    #[doc(hidden)]
    #[allow(private_interfaces, reason = "called by `ConvSizes` alone")]
    fn convolve(sizes: ConvSizes, xwb: [&[Self]; 3], relu: bool, work: &mut ConvWork<Self>, y: &mut [Self]);
    #[doc(hidden)]
    #[allow(private_interfaces, reason = "called by `ConvSizes` alone")]
    fn convolve_params(sizes: ConvSizes, dyx: [&[Self]; 2], work: &mut ConvWork<Self>, grads: [&mut [Self]; 2]);
    #[doc(hidden)]
    #[allow(private_interfaces, reason = "called by `ConvSizes` alone")]
    fn convolve_back(sizes: ConvSizes, dyw: [&[Self]; 2], work: &mut ConvWork<Self>, dx: &mut [Self]);
}
// Inlined or not as `Gemm`.
macro_rules! convolve {
    ($float:ident $inline:meta) => {
        #[allow(private_interfaces, reason = "called by `ConvSizes` alone")]
        impl Convolve for $float {
            #[$inline]
            fn convolve(
                sizes: ConvSizes,
                [x, w, b]: [&[Self]; 3],
                relu: bool,
                work: &mut ConvWork<Self>,
                y: &mut [Self],
            ) {
                if sizes.is_empty() {
                    let maps = y.chunks_exact_mut(sizes.places().max(1));
                    let end = |b: Self| if relu { b.greater(0.0) } else { b };
                    maps.zip(b.iter().cycle()).for_each(|(map, &b)| map.fill(end(b)));
                    return;
                }
                Images { sizes, from: x, buffer: &mut work.buffer, to: y }.each(work.threads, |images| {
                    match sizes.is_product() {
                        true => images.product(w, b, relu),
                        false => dispatch(Pass::new(images, &work.plan, w, Some(b), relu)),
                    }
                });
            }
            #[$inline]
            fn convolve_params(
                sizes: ConvSizes,
                [dy, x]: [&[Self]; 2],
                work: &mut ConvWork<Self>,
                [dw, db]: [&mut [Self]; 2],
            ) {
                if !sizes.is_empty() && !sizes.is_product() {
                    let all = BackwardParams::new(sizes, &work.plan, [dy, x], &mut work.buffer, [dw, db]);
                    return at_once(all, sizes.params_parts(work.threads), &BackwardParams::split, &dispatch);
                }
                let of_filters = Channels { n: sizes.batch, c: sizes.groups * sizes.filters, inner: sizes.places() };
                crate::kernel::Loops::sum_channels(of_filters, dy, db);
                if sizes.is_empty() {
                    dw.fill(0.0);
                } else {
                    sizes.product_params(dy, x, &mut work.buffer, dw);
                }
            }
            #[$inline]
            fn convolve_back(sizes: ConvSizes, [dy, w]: [&[Self]; 2], work: &mut ConvWork<Self>, dx: &mut [Self]) {
                if sizes.is_empty() {
                    return dx.fill(0.0);
                }
                Images { sizes, from: dy, buffer: &mut work.buffer, to: dx }.each(work.threads, |images| {
                    match sizes.is_product() {
                        true => images.product_back(w),
                        false => dispatch(Pass::new(images, &work.plan_back, w, None, false)),
                    }
                });
            }
        }
    };
}
convolve! { f32 inline(never) }
#[cfg(feature = "f64")]
convolve! { f64 inline(never) }
#[cfg(not(feature = "f64"))]
convolve! { f64 inline }
