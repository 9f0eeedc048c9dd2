//! error: shape mismatch: cannot multiply (Batch, Pixels) by (Batch, Hidden), because Pixels is not Batch
//!
//! All three sizes are 100, so by size alone x . dout is a product too, and a wrong gradient. By name it is none.
//! Repair: `x.t().matmul(&dout)`.
use shapeful::{Tensor, axes};
axes! { Batch = 100; Pixels = 100; Hidden = 100; }

fn main() {
    let (x, dout) = (Tensor::<(Batch, Pixels)>::zeros(), Tensor::<(Batch, Hidden)>::zeros());
    let dw: Tensor<(Pixels, Hidden)> = x.matmul(&dout);
}
