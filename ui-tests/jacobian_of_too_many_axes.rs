//! error: shape mismatch: outputs (Batch, Channels, Height, Width) and inputs (Batch, Channels, Height, Width) have no Jacobian here: together they have more than six axes
//!
//! The Jacobian of images by images has eight axes, and six is the most there are.
//! Repair: `ravel` either side, or ask for products with it: `vjp` is what backward computes.
use shapeful::{Tensor, axes, jacobian};
axes! { Batch = 1; Channels = 1; Height = 2; Width = 2; }

fn main() {
    let x = Tensor::<(Batch, Channels, Height, Width), f64>::ones();
    let j = jacobian(|x| x.tanh(), &x);
}
