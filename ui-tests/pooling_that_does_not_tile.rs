//! error: shape mismatch: a filter of _2 with stride _2 does not tile Height, because (Height + 2*_0 - _2) / _2 leaves _1
//!
//! A window of 2 in steps of 2 takes pixels in pairs, and of 7 one is left.
//! Repair: `Window::<3, 2>`: the windows overlap by a row.
use shapeful::{Stride, Tensor, Window, axes, max_pool_forward};
axes! { Batch = 2; Channels = 3; Height = 7; Width = 6; }

fn main() {
    let x = Tensor::<(Batch, Channels, Height, Width)>::ones();
    let out = max_pool_forward(&x, Window::<2, 2>, Stride::<2>);
}
