//! error: shape mismatch: layer `Linear<Pixels, Hidden>` cannot take (Batch, Channels, Height, Width)
//!
//! The net takes rows, and images have three more axes.
//! Repair: `net.predict(images.flatten())`, with `Linear<dim!(3072), Hidden>`.
use shapeful::{Layer, Linear, Relu, Tensor, axes, network};
axes! { Batch = 50; Channels = 3; Height = 32; Width = 32; Pixels = 3072; Hidden = 100; Classes = 10; }
network! {
    struct Net {
        hidden: Linear<Pixels, Hidden>,
        act: Relu,
        out: Linear<Hidden, Classes>,
    }
}

fn scores(net: &Net, images: &Tensor<(Batch, Channels, Height, Width)>) -> Tensor<(Batch, Classes)> {
    net.predict(images)
}

fn main() {}
