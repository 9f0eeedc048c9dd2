//! error: shape mismatch: layer `Linear<_1<_0<_0>>, Classes>` cannot take (Batch, _5<_4>)
//!
//! A filter of 3 makes 6 by 6 of 8 by 8 pixels, pooling makes 3 by 3 of these, and 6 maps of 3 by 3 are 54 numbers.
//! Repair: `out: Linear<dim!(54), Classes>`.
use shapeful::{Conv2d, Flatten, Layer, Linear, MaxPool2d, Tensor, axes, dim, network};
axes! { Batch = 2; Grey = 1; Filters = 6; Height = 8; Width = 8; Classes = 10; }
network! {
    struct Net {
        conv: Conv2d<Grey, Filters, dim!(3), dim!(3)>,
        pool: MaxPool2d<dim!(2), dim!(2)>,
        rows: Flatten,
        out: Linear<dim!(100), Classes>,
    }
}

fn scores(net: &Net, x: &Tensor<(Batch, Grey, Height, Width)>) -> Tensor<(Batch, Classes)> {
    net.predict(x)
}

fn main() {}
