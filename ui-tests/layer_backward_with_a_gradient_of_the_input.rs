//! error: expected `&Array<(Batch, Classes)>`, found `&Tensor<(Batch, Pixels)>`
//!
//! What goes backward into a layer is the gradient of its output.
//! Repair: `dy` of the shape (Batch, Classes).
use shapeful::{Layer, Linear, Params, Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let layer = Linear::<Pixels, Classes>::zeros();
    let mut grad = layer.zeros_like();
    let x = Tensor::<(Batch, Pixels)>::zeros();
    let dy = Tensor::<(Batch, Pixels)>::zeros();
    layer.backward(&x, &mut (), &dy, None, &mut grad);
}
