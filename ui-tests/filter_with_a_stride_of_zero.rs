//! error: shape mismatch: (Side + 2*_1 - _3) / _0 + 1 is not a size
//!
//! The padding stands last: with the two exchanged the filter does not move.
//! Repair: `<Side as ConvOut<dim!(3), dim!(1), dim!(0)>>::Out`.
use shapeful::{ConvOut, Tensor, axes, dim};
axes! { Side = 32; }

fn main() {
    let row = Tensor::<(<Side as ConvOut<dim!(3), dim!(0), dim!(1)>>::Out,)>::zeros();
}
