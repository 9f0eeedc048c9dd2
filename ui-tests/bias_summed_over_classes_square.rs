//! error: expected `Tensor<(Hidden,)>`, found `Tensor<(Batch,)>`
//!
//! With as many examples as hidden units both sums have 100 numbers; the one over Batch is the gradient of the bias.
//! Repair: `dout.sum(Batch)`.
use shapeful::{Tensor, axes};
axes! { Batch = 100; Hidden = 100; }

fn main() {
    let dout = Tensor::<(Batch, Hidden)>::zeros();
    let db: Tensor<(Hidden,)> = dout.sum(Hidden);
}
