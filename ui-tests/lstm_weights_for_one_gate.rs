//! error: shape mismatch: (Batch, Hidden) and (Batch, Gates) are different shapes
//!
//! The four gates lie side by side, 4H columns in all, so both weights have 4H columns; (D, H) are the weights of a plain RNN.
//! Repair: `Tensor::<(Features, Gates)>::ones()`.
use shapeful::{Tensor, axes};
axes! { Batch = 8; Features = 50; Hidden = 128; Gates = 512; }

fn main() {
    let (x, prev_h) = (Tensor::<(Batch, Features)>::ones(), Tensor::<(Batch, Hidden)>::ones());
    let wx = Tensor::<(Features, Hidden)>::ones();
    let wh = Tensor::<(Hidden, Gates)>::ones();
    let a = x.matmul(&wx) + prev_h.matmul(&wh);
}
