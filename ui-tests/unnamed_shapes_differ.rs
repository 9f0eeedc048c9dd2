//! error: shape mismatch: (_6<_4>, _7<_8<_4>>) and (_6<_4>, _3<_0<_7<_2>>>) are different shapes
//!
//! Axes without names are told apart by their numbers, which rustc prints digit by digit: `_7<_8<_4>>` is 784.
//! Repair: two shapes that are equal.
use shapeful::{Tensor, dim};

fn main() {
    let images = Tensor::<(dim!(64), dim!(784))>::ones();
    let mean = Tensor::<(dim!(64), dim!(3072))>::zeros();
    let centred = &images - &mean;
}
