//! Operations: one file each, with its shape relation, forward and backward.
pub(crate) mod arithmetic;
pub(crate) mod broadcast;
mod map;
pub(crate) mod matmul;
#[cfg(feature = "alloc")]
mod sum;
pub(crate) mod transpose;
pub use arithmetic::*;
pub use broadcast::*;
pub use matmul::*;
#[cfg(feature = "alloc")]
pub use sum::*;
pub use transpose::*;
