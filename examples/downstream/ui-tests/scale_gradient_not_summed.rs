//! error: expected `Tensor<(_1, Features)>`, found `Tensor<(Batch, Features)>`
//!
//! dgamma has gamma's shape, (1, Features): every example has used the same gamma, so their gradients are added up.
//! Repair: `(&dy * &x).sum_keepdims(Batch)`.
use residual_layers::Scale;
use shapeful::{Tensor, axes};
axes! { Batch = 64; Features = 32; }

fn main() {
    let (x, dy) = (Tensor::<(Batch, Features)>::ones(), Tensor::<(Batch, Features)>::ones());
    let mut grad = Scale::<Features>::ones();
    grad.gamma = &dy * &x;
}
