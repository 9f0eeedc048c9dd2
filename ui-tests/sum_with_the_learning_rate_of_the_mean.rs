//! pass: A step of the right size for the mean, with the gradient of the sum: this compiles, and is wrong.
//!
//! `L = mean((x - 3)²)` has the slope `2·(x - 3)/N`, and the sum has N times that. A learning rate of 16 brings the mean to its least
//! in one step, and throws the sum 31 times as far away as it was. Both gradients have the shape of x: no type can see it.
//! Repair: `Reduction::Mean`.
use shapeful::{Reduction, Tensor, axes, mse_loss, sgd};
axes! { Batch = 32; }

fn main() {
    let (mut x, targets) = (Tensor::<(Batch,)>::zeros(), Tensor::full(3.0));
    let (_, dx) = mse_loss(&x, &targets, Reduction::Sum);
    sgd(&mut x, &dx, 16.0);
    assert_eq!(x[[0]], 96.0);
}
