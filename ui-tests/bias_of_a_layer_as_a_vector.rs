//! error: expected a tuple with 2 elements, found one with 1 element
//!
//! The bias of a layer is one row, (1, Classes).
//! Repair: `Tensor::<(dim!(1), Classes)>::zeros()`.
use shapeful::{Linear, Tensor, axes};
axes! { Pixels = 784; Classes = 10; }

fn main() {
    let layer = Linear { w: Tensor::<(Pixels, Classes)>::zeros(), b: Tensor::<(Classes,)>::zeros() };
}
