//! error: shape mismatch: (Outputs, Inputs) is not a Jacobian of outputs (Inputs,)
//!
//! Backward starts at the outputs: dx = dy . J.
//! Repair: dy of the shape (Outputs,), or `jvp(&j, &dx)`.
use shapeful::{Tensor, axes, vjp};
axes! { Outputs = 2; Inputs = 3; }

fn main() {
    let j = Tensor::<(Outputs, Inputs)>::zeros();
    let dx = Tensor::<(Inputs,)>::zeros();
    let gradient = vjp(&dx, &j);
}
