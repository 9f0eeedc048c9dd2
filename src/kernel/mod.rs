//! The loops that do the work, over slices whose lengths the types above have already settled.
#[cfg(feature = "alloc")]
pub(crate) mod attend;
#[cfg(feature = "alloc")]
pub(crate) mod conv;
#[allow(unsafe_code, reason = "matrixmultiply takes pointers")]
mod gemm;
#[cfg(feature = "alloc")]
pub(crate) mod norm;
#[cfg(feature = "alloc")]
mod pairwise;
#[cfg(feature = "alloc")]
pub(crate) mod pool;
#[cfg(feature = "alloc")]
pub(crate) mod recurrent;
#[cfg(feature = "alloc")]
pub(crate) mod reduce;

#[allow(unsafe_code, reason = "calls what is compiled for the machine that it runs on")]
mod simd;
#[allow(unsafe_code, reason = "reads operands whose sizes are checked")]
mod tile;

pub use gemm::Gemm;
#[cfg(feature = "alloc")]
pub(crate) use gemm::{MatrixMut, Write, gemm_into};
pub(crate) use gemm::{MatrixRef, gemm};

/// The kernels that only layers call, which need an allocator.
#[cfg(feature = "alloc")]
pub trait LayerKernels: conv::Convolve + norm::Normalize + pool::Pool {}
#[cfg(not(feature = "alloc"))]
pub trait LayerKernels {}
impl LayerKernels for f32 {}
impl LayerKernels for f64 {}
