//! error: expected `&Array<(Batch, _1<_0<_2<_4>>>)>`, found `&Array<(Batch, _3<_0<_7<_2>>>)>`
//!
//! An image of 3 channels and 32 by 32 pixels has 3072 numbers.
//! Repair: `&Array<(Batch, dim!(3072))>`.
use shapeful::{Array, Tensor, axes, dim};
axes! { Batch = 4; Channels = 3; Height = 32; Width = 32; }

fn main() {
    let images = Tensor::<(Batch, Channels, Height, Width)>::zeros();
    let rows: &Array<(Batch, dim!(1024))> = images.flatten();
}
