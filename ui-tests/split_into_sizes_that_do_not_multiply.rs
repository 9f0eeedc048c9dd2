//! error: shape mismatch: the second axis of (Batch, _1<_0<_2<_4>>>) does not split into (Channels, Height, Width)
//!
//! The sizes of the parts multiply to the size of the whole: 3 * 32 * 32 is 3072, not 1024.
//! Repair: `rows.split::<(Height, Width)>()` for one channel, or rows of 3072.
use shapeful::{Tensor, axes, dim};
axes! { Batch = 4; Channels = 3; Height = 32; Width = 32; }

fn main() {
    let rows = Tensor::<(Batch, dim!(1024))>::zeros();
    let images = rows.split::<(Channels, Height, Width)>();
}
