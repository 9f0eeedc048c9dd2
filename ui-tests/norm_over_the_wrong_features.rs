//! error: shape mismatch: layer `BatchNorm<Pixels>` cannot take (Batch, Hidden)
//!
//! The layer before it gives Hidden features, and each of them needs its mean, variance, scale and shift.
//! Repair: `norm: BatchNorm<Hidden>`.
use shapeful::{BatchNorm, Layer, Linear, Relu, Tensor, axes, network};
axes! { Batch = 64; Pixels = 784; Hidden = 100; Classes = 10; }
network! {
    struct Net {
        hidden: Linear<Pixels, Hidden>,
        norm: BatchNorm<Pixels>,
        act: Relu,
        out: Linear<Hidden, Classes>,
    }
}

fn scores(net: &Net, x: &Tensor<(Batch, Pixels)>) -> Tensor<(Batch, Classes)> {
    net.predict(x)
}

fn main() {}
