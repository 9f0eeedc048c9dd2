//! The loops that do the work, over slices whose lengths the types above have already settled.
#[cfg(feature = "alloc")]
pub(crate) mod attend;
#[allow(unsafe_code, reason = "matrixmultiply takes pointers")]
mod gemm;

pub use gemm::Gemm;
#[cfg(feature = "alloc")]
pub(crate) use gemm::{MatrixMut, Write, gemm_into};
pub(crate) use gemm::{MatrixRef, gemm};
#[cfg(feature = "alloc")]
pub(crate) mod reduce;
