use shapeful::{Labels, Layer, Linear, Relu, Tensor, axes, network, softmax_loss};
axes! { Batch = 64; Pixels = 784; Hidden = 100; Classes = 10; }
network! {
    struct Net {
        hidden: Linear<Pixels, Hidden>,
        act: Relu,
        out: Linear<Hidden, Classes>,
    }
}

fn loss(net: &Net, x: &Tensor<(Batch, Pixels)>, labels: &Labels<Batch, Classes>) -> f32 {
    let scores = net.predict(x);
    softmax_loss(&scores, labels).0
}

fn main() {
    let net = Net { hidden: Linear::zeros(), act: Relu, out: Linear::zeros() };
    let loss = loss(&net, &Tensor::zeros(), &Labels::new([0; 64]).unwrap());
    assert!((loss - 10.0_f32.ln()).abs() < 1e-6);
}
