//! error: expected `&Array<(Batch, Hidden)>`, found `&Tensor<(Batch, Pixels)>`
//!
//! The ReLU passes on the gradient where its output is positive: the second argument is what `affine_relu_forward` returned.
//! Repair: `affine_relu_backward(&dout, &out, &x, &w)`.
use shapeful::{Tensor, affine_relu_backward, axes};
axes! { Batch = 64; Pixels = 784; Hidden = 100; }

fn main() {
    let (x, w) = (Tensor::<(Batch, Pixels)>::zeros(), Tensor::<(Pixels, Hidden)>::zeros());
    let dout = Tensor::<(Batch, Hidden)>::zeros();
    let grads = affine_relu_backward(&dout, &x, &x, &w);
}
