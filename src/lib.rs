//! A tensor library whose shapes are types.
#![no_std]
#![deny(unsafe_code)]
#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;
#[cfg(not(any(feature = "std", feature = "libm")))]
compile_error!(
    "shapeful takes exp, ln and their like from std: enable the feature `std`, or `libm` where there is none"
);

mod access;
mod array;
mod axis;
mod construct;
#[doc(hidden)]
pub mod dim;
mod elem;
mod error;
mod format;
mod kernel;
mod nested;
#[doc(hidden)]
pub mod numeral;
pub mod ops;
mod shape;

pub use access::Rows;
pub use array::Array;
#[cfg(feature = "alloc")]
pub use array::Tensor;
pub use axis::{Axis, HasAxis};
pub use dim::Dim;
pub use elem::{Element, Float};
pub use error::Error;
pub use nested::SizesOf;
pub use numeral::{_0, _1, _2, _3, _4, _5, _6, _7, _8, _9, Num};
pub use ops::{Broadcast, BroadcastsTo, Factor, MatMul, Meets, SameShape, Transpose, Transposed};
pub use shape::{Shape, ShapeName};
