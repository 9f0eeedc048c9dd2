//! The loops that do the work, over slices whose lengths the types above have already settled.
#[cfg(feature = "alloc")]
mod activation;
#[cfg(feature = "alloc")]
pub(crate) mod attend;
mod compiled;
#[cfg(feature = "alloc")]
pub(crate) mod conv;
mod elementwise;
#[cfg(feature = "alloc")]
mod exp;
#[cfg(feature = "alloc")]
#[allow(unsafe_code, reason = "reads whole registers of slices")]
mod extrema;
#[cfg(feature = "alloc")]
mod gates;
#[allow(unsafe_code, reason = "matrixmultiply takes pointers")]
mod gemm;
#[cfg(feature = "alloc")]
#[allow(unsafe_code, reason = "reads and writes whole registers of slices")]
pub(crate) mod norm;
#[cfg(feature = "alloc")]
pub(crate) mod optimize;
#[cfg(feature = "alloc")]
pub(crate) mod pool;
#[cfg(feature = "alloc")]
pub(crate) mod recurrent;
#[cfg(feature = "alloc")]
pub(crate) mod reduce;
#[cfg(feature = "alloc")]
mod softmax;
#[cfg(feature = "alloc")]
#[allow(unsafe_code, reason = "reads whole registers of slices")]
#[allow(clippy::needless_range_loop, reason = "of arrays of registers a part is used, which the compiler has to see")]
mod sums;

#[allow(unsafe_code, reason = "two matrices may be columns of one")]
mod matrix;
mod product;
#[allow(unsafe_code, reason = "calls what is compiled for the machine that it runs on")]
mod simd;
#[allow(unsafe_code, reason = "reads operands whose sizes are checked")]
mod small;
#[cfg(feature = "alloc")]
#[allow(unsafe_code, reason = "reads and writes whole registers of slices")]
#[allow(clippy::needless_range_loop, reason = "of arrays of registers a part is used, which the compiler has to see")]
mod terms;
#[cfg(feature = "threads")]
mod threads;
#[allow(unsafe_code, reason = "reads operands whose sizes are checked")]
mod tile;
#[allow(unsafe_code, reason = "reads operands whose sizes are checked")]
mod tiled;
#[allow(unsafe_code, reason = "moves numbers of four bytes in registers")]
#[cfg(feature = "alloc")]
mod transpose;

pub use compiled::{AllLoops, Loops};
/// The traits of `Loops`, to be called.
pub(crate) mod loops {
    pub(crate) use super::elementwise::Elementwise as _;
    #[cfg(feature = "alloc")]
    pub(crate) use super::{
        activation::Activations as _, extrema::Extrema as _, gates::Gates as _, norm::Norms as _, optimize::Steps as _,
        softmax::Exponentials as _, sums::Sums as _,
    };
}
pub use gemm::Gemm;
#[cfg(feature = "alloc")]
pub(crate) use gemm::{gemm, gemm_into};
pub(crate) use matrix::Over;
#[cfg(feature = "alloc")]
pub(crate) use matrix::{Add, KnownWrite, MatrixMut, MatrixRef, Onto, Rectified, Write};
#[cfg(feature = "alloc")]
pub(crate) use product::Extent;
pub(crate) use product::{Product, Size, known};
pub use simd::Vectorized;
#[cfg(feature = "alloc")]
pub(crate) use transpose::transpose;

/// The kernels that only layers call, which need an allocator.
#[cfg(feature = "alloc")]
pub trait LayerKernels: conv::Convolve {}
#[cfg(not(feature = "alloc"))]
pub trait LayerKernels {}
impl LayerKernels for f32 {}
impl LayerKernels for f64 {}
