//! error: shape mismatch: a filter that sees the channels Colours cannot take an image whose channels are Edges
//!
//! The maps of the first layer are the channels of the image that the second one sees.
//! Repair: `second: Conv2d<Edges, Shapes, dim!(3), dim!(3)>`.
use shapeful::{Conv2d, Layer, Relu, Tensor, axes, dim, network};
axes! { Batch = 2; Colours = 3; Edges = 8; Shapes = 16; Height = 12; Width = 10; }
network! {
    struct Net {
        first: Conv2d<Colours, Edges, dim!(3), dim!(3)>,
        act: Relu,
        second: Conv2d<Colours, Shapes, dim!(3), dim!(3)>,
    }
}

fn maps(net: &Net, x: &Tensor<(Batch, Colours, Height, Width)>) -> Tensor<(Batch, Shapes, dim!(8), dim!(6))> {
    net.predict(x)
}

fn main() {}
