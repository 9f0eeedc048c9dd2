use shapeful::{BatchNorm, Layer, Linear, Relu, Tensor, axes, network};
axes! { Batch = 64; Pixels = 784; Hidden = 100; Classes = 10; }
network! {
    struct Net {
        hidden: Linear<Pixels, Hidden>,
        norm: BatchNorm<Hidden>,
        act: Relu,
        out: Linear<Hidden, Classes>,
    }
}

fn scores(net: &Net, x: &Tensor<(Batch, Pixels)>) -> Tensor<(Batch, Classes)> {
    net.predict(x)
}

fn main() {}
