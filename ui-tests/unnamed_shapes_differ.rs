//! error: TODO
//!
//! Axes without names are told apart by their numbers, which rustc prints digit by digit: `_7<_8<_4>>` is 784.
//! Repair: two shapes that are equal.
use shapeful::{Tensor, dim};

fn main() {
    let images = Tensor::<(dim!(64), dim!(784))>::zeros();
    let mean = Tensor::<(dim!(64), dim!(3072))>::zeros();
    let centred = &images - &mean;
}
