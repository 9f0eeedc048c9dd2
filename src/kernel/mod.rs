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
pub(crate) mod pool;
#[cfg(feature = "alloc")]
pub(crate) mod recurrent;
#[cfg(feature = "alloc")]
pub(crate) mod reduce;

pub use gemm::Gemm;
#[cfg(feature = "alloc")]
pub(crate) use gemm::{MatrixMut, Write, gemm_into};
pub(crate) use gemm::{MatrixRef, gemm};
