//! error: shape mismatch: layer `Linear<Pixels, Classes>` cannot take (Batch, Hidden)
//!
//! The hidden layer gives (Batch, Hidden), and the last one takes rows of Pixels.
//! Repair: `out: Linear<Hidden, Classes>`.
use shapeful::{Layer, Linear, Relu, Tensor, axes, network};
axes! { Batch = 64; Pixels = 784; Hidden = 100; Classes = 10; }
network! {
    struct Net {
        hidden: Linear<Pixels, Hidden>,
        act: Relu,
        out: Linear<Pixels, Classes>,
    }
}

fn scores(net: &Net, x: &Tensor<(Batch, Pixels)>) -> Tensor<(Batch, Classes)> {
    net.predict(x)
}

fn main() {}
