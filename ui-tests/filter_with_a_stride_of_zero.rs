//! error: shape mismatch: a filter of _3 with stride _0 does not move along Side: a stride is at least 1
//!
//! The padding stands last: with the two exchanged the filter does not move.
//! Repair: `<Side as ConvOut<dim!(3), dim!(1), dim!(0)>>::Out`.
use shapeful::{ConvOut, Tensor, axes, dim};
axes! { Side = 32; }

fn main() {
    let row = Tensor::<(<Side as ConvOut<dim!(3), dim!(0), dim!(1)>>::Out,)>::zeros();
}
