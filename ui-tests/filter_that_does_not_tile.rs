//! error: shape mismatch: a filter of _1<_1> with stride _4 does not tile Side, because (Side + 2*_0 - _1<_1>) / _4 leaves _1
//!
//! The first layer of AlexNet, with the side that its paper gives: (224 - 11) / 4 is 53 and leaves 1, so that the last filter would end
//! one pixel before the image does. The side that was used is 227: (227 - 11) / 4 + 1 = 55.
//! Repair: `axes! { Batch = 2; Filters = 96; Side = 227; }`.
use shapeful::{ConvOut, Tensor, axes, dim};
axes! { Batch = 2; Filters = 96; Side = 224; }
type Out = <Side as ConvOut<dim!(11), dim!(4), dim!(0)>>::Out;

fn main() {
    let activations = Tensor::<(Batch, Filters, Out, Out)>::zeros();
}
