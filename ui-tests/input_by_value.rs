//! error: expected `&Array<_, _>`, found `Tensor<(Batch, Hidden)>`
//!
//! Forward only reads its input, and backward reads it once more: it is lent, not given away.
//! Repair: `relu_forward(&x)`.
use shapeful::{Tensor, axes, relu_backward, relu_forward};
axes! { Batch = 64; Hidden = 100; }

fn main() {
    let x = Tensor::<(Batch, Hidden)>::full(2.0);
    let out = relu_forward(x);
    let dx = relu_backward(&out, &x);
}
