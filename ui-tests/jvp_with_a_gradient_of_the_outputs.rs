//! error: shape mismatch: (Outputs, Inputs) is not a Jacobian by inputs (Outputs,)
//!
//! Forward starts at the inputs: dy = J . dx.
//! Repair: dx of the shape (Inputs,), or `vjp(&dy, &j)`.
use shapeful::{Tensor, axes, jvp};
axes! { Outputs = 2; Inputs = 3; }

fn main() {
    let j = Tensor::<(Outputs, Inputs)>::zeros();
    let dy = Tensor::<(Outputs,)>::zeros();
    let change = jvp(&j, &dy);
}
