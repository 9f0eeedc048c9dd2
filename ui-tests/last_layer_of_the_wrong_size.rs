//! error: expected `&Labels<Batch, Hidden>`, found `&Labels<Batch, Classes>`
//!
//! The last layer gives a score for every class.
//! Repair: `out: Linear<Hidden, Classes>`.
use shapeful::{Labels, Layer, Linear, Relu, Tensor, axes, network, softmax_loss};
axes! { Batch = 64; Pixels = 784; Hidden = 100; Classes = 10; }
network! {
    struct Net {
        hidden: Linear<Pixels, Hidden>,
        act: Relu,
        out: Linear<Hidden, Hidden>,
    }
}

fn loss(net: &Net, x: &Tensor<(Batch, Pixels)>, labels: &Labels<Batch, Classes>) -> f32 {
    let scores = net.predict(x);
    softmax_loss(&scores, labels).0
}

fn main() {}
