//! error: expected `&Array<(Values, Channels)>`, found `&Array<(Batch, _4<_8>)>`
//!
//! A channel has one mean, over all images, rows and columns: its values are a column of (Batch*Height*Width, Channels), and for that
//! the channels have to become the last axis first.
//! Repair: `means(images.permute((Batch, Height, Width, Channels)).ravel().unravel())`.
use shapeful::{Array, Tensor, axes};
axes! { Batch = 2; Channels = 3; Height = 4; Width = 4; Values = 32; }

fn means(rows: &Array<(Values, Channels)>) -> Tensor<(Channels,)> {
    rows.mean(Values)
}

fn main() {
    let images = Tensor::<(Batch, Channels, Height, Width)>::from_fn(|[_, c, _, _]| c as f32);
    let means = means(images.flatten());
}
