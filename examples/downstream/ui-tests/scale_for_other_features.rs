//! error: expected `&Array<(_, Hidden)>`, found `&Tensor<(Batch, Features)>`
//!
//! There is one gamma for each feature of x, so the scale is for the last axis of x.
//! Repair: `Scale::<Features>::ones()`.
use residual_layers::Scale;
use shapeful::{Layer, Tensor, axes};
axes! { Batch = 64; Features = 32; Hidden = 128; }

fn main() {
    let scale = Scale::<Hidden>::ones();
    let x = Tensor::<(Batch, Features)>::ones();
    let y = scale.predict(&x);
}
