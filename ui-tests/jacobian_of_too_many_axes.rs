//! error: TODO
//!
//! The Jacobian of images by images has eight axes, and six is the most there are.
//! Repair: `ravel` either side, or ask for products with it: `vjp` is what backward computes.
use shapeful::{Tensor, axes, jacobian};
axes! { Batch = 1; Channels = 1; Height = 2; Width = 2; }

fn main() {
    let x = Tensor::<(Batch, Channels, Height, Width), f64>::ones();
    let j = jacobian(|x| x.tanh(), &x);
}
