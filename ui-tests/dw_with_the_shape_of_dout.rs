//! error: expected `Tensor<(Batch, Classes)>`, found `Tensor<(Pixels, Classes)>`
//!
//! The gradient of the weights has the shape of the weights: one number for each weight, not one for each output.
//! Repair: `let dw: Tensor<(Pixels, Classes)>`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (x, dout) = (Tensor::<(Batch, Pixels)>::ones(), Tensor::<(Batch, Classes)>::full(0.5));
    let dw: Tensor<(Batch, Classes)> = x.t().matmul(&dout);
}
