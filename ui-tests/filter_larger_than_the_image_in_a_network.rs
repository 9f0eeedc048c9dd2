//! error: shape mismatch: a filter of _5 does not fit into _4 + 2*_0 pixels, because it is _1 larger
//!
//! The first layer leaves 8 pixels of 10, and the pooling 4.
//! Repair: `Conv2d<Edges, Shapes, dim!(3), dim!(3)>`.
use shapeful::{Conv2d, Layer, MaxPool2d, Relu, Tensor, axes, dim};
axes! { Batch = 2; Colours = 3; Edges = 8; Shapes = 16; Side = 10; }
type Net = (
    Conv2d<Colours, Edges, dim!(3), dim!(3)>,
    Relu,
    MaxPool2d<dim!(2), dim!(2)>,
    Conv2d<Edges, Shapes, dim!(5), dim!(5)>,
);

fn maps(net: &Net, x: &Tensor<(Batch, Colours, Side, Side)>) {
    let maps = net.predict(x);
}

fn main() {}
