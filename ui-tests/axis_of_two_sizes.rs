//! error: every axis has a `dim!` of its own: `dim!(64), dim!(784)`
//!
//! `dim!` is one number, and a shape is a tuple of axes.
//! Repair: `Tensor::<(dim!(64), dim!(784))>::zeros()`.
use shapeful::{Tensor, dim};

fn main() {
    let x = Tensor::<(dim!(64, 784),)>::zeros();
}
