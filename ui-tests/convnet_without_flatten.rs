//! error: shape mismatch: layer `Linear<_2<_5<_6>>, Classes>` cannot take (Batch, Filters, _8, _4)
//!
//! A linear layer takes rows, and maps are no rows before they are flattened: 8 · 8 · 4 = 256.
//! Repair: `rows: Flatten` before `out`.
use shapeful::{Conv2d, Layer, Linear, MaxPool2d, Relu, Tensor, axes, dim, network};
axes! { Batch = 2; Colours = 3; Filters = 8; Height = 16; Width = 8; Classes = 10; }
network! {
    struct Net {
        conv: Conv2d<Colours, Filters, dim!(3), dim!(3), dim!(1), dim!(1)>,
        act: Relu,
        pool: MaxPool2d<dim!(2), dim!(2)>,
        out: Linear<dim!(256), Classes>,
    }
}

fn scores(net: &Net, x: &Tensor<(Batch, Colours, Height, Width)>) -> Tensor<(Batch, Classes)> {
    net.predict(x)
}

fn main() {}
