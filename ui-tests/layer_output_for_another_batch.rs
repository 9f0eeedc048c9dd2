//! error: expected `&mut Array<(Rest, Classes)>`, found `&mut Tensor<(Batch, Classes)>`
//!
//! The output has as many rows as the input.
//! Repair: `Tensor::<(Rest, Classes)>::zeros()`.
use shapeful::{Layer, Linear, Tensor, Train, axes};
axes! { Batch = 64; Rest = 16; Pixels = 784; Classes = 10; }

fn main() {
    let layer = Linear::<Pixels, Classes>::zeros();
    let x = Tensor::<(Rest, Pixels)>::zeros();
    let mut y = Tensor::<(Batch, Classes)>::zeros();
    layer.forward::<Train>(&x, &mut (), &mut y);
}
