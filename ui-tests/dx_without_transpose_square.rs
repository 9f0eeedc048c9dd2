//! error: shape mismatch: cannot multiply (Batch, Hidden) by (Pixels, Hidden), because Hidden is not Pixels
//!
//! Both axes of w have 100 places, so by size alone dout . w is a product too, and a wrong gradient. By name it is none.
//! Repair: `dout.matmul(w.t())`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 100; Hidden = 100; }

fn main() {
    let (dout, w) = (Tensor::<(Batch, Hidden)>::ones(), Tensor::<(Pixels, Hidden)>::from_fn(|[p, _]| p as f32));
    let dx: Tensor<(Batch, Pixels)> = dout.matmul(&w);
}
