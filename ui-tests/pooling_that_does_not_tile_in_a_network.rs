//! error: shape mismatch: a filter of _2 with stride _2 does not tile _7, because (_7 + 2*_0 - _2) / _2 leaves _1
//!
//! A convolution of 3 without padding makes 7 of 9 pixels, and windows of 2 do not cover 7.
//! Repair: `Conv2d<Grey, Filters, dim!(2), dim!(2)>`.
use shapeful::{Conv2d, Layer, MaxPool2d, Tensor, axes, dim, network};
axes! { Batch = 4; Grey = 1; Height = 9; Width = 9; Filters = 8; }
network! {
    struct Net {
        edges: Conv2d<Grey, Filters, dim!(3), dim!(3)>,
        pool: MaxPool2d<dim!(2), dim!(2), dim!(2)>,
    }
}

fn maps(net: &Net, x: &Tensor<(Batch, Grey, Height, Width)>) {
    let _ = net.predict(x);
}

fn main() {}
