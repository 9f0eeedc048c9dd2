//! error: shape mismatch: a filter of _3 with stride _2 does not tile _1<_2>, because (_1<_2> + 2*_0 - _3) / _2 leaves _1
//!
//! What the layers behind it make of a size that there is not is not told: one mistake is one error.
//! Repair: `second: Conv2d<Edges, Shapes, dim!(4), dim!(4), dim!(2)>`.
use shapeful::{Conv2d, Flatten, Layer, Linear, MaxPool2d, Relu, Tensor, axes, dim, network};
axes! { Batch = 2; Colours = 3; Edges = 8; Shapes = 16; Side = 14; Classes = 10; }
network! {
    struct Net {
        first: Conv2d<Colours, Edges, dim!(3), dim!(3)>,
        act: Relu,
        second: Conv2d<Edges, Shapes, dim!(3), dim!(3), dim!(2)>,
        pool: MaxPool2d<dim!(2), dim!(2)>,
        rows: Flatten,
        out: Linear<dim!(64), Classes>,
    }
}

fn scores(net: &Net, x: &Tensor<(Batch, Colours, Side, Side)>) -> Tensor<(Batch, Classes)> {
    net.predict(x)
}

fn main() {}
