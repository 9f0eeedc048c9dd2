//! error: shape mismatch: a filter of _7 does not fit into Height + 2*_0 pixels, because it is _3 larger
//!
//! The spectrogram is 4 bands high and 100 steps wide: its filters are low and wide, 3 by 7, height first.
//! Repair: `Conv2d<Sound, Filters, dim!(3), dim!(7)>`.
use shapeful::{Conv2d, Flatten, Layer, Linear, Relu, Tensor, axes, dim, network};
axes! { Batch = 4; Sound = 1; Height = 4; Width = 100; Filters = 8; Words = 10; }
network! {
    struct Net {
        bands: Conv2d<Sound, Filters, dim!(7), dim!(3)>,
        act: Relu,
        rows: Flatten,
        out: Linear<dim!(1504), Words>,
    }
}

fn scores(net: &Net, x: &Tensor<(Batch, Sound, Height, Width)>) -> Tensor<(Batch, Words)> {
    net.predict(x)
}

fn main() {}
