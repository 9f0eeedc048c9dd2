//! pass: The gradient of a network is a network, and so is what the optimizer keeps.
use shapeful::{Labels, Layer, Linear, Params, Relu, Sgd, Tensor, Train, axes, network, softmax_loss};
axes! { Batch = 4; Pixels = 6; Hidden = 5; Classes = 3; }
network! {
    struct Net {
        hidden: Linear<Pixels, Hidden>,
        act: Relu,
        out: Linear<Hidden, Classes>,
    }
}

fn main() -> Result<(), shapeful::Error> {
    let mut net = Net { hidden: Linear::zeros(), act: Relu, out: Linear::zeros() };
    let (x, labels) = (Tensor::<(Batch, Pixels)>::ones(), Labels::<Batch, Classes>::new([0, 1, 2, 0])?);
    let (mut cache, mut scores, mut grad) = (Default::default(), Tensor::zeros(), net.zeros_like());
    net.forward::<Train>(&x, &mut cache, &mut scores);
    let (loss, dscores) = softmax_loss(&scores, &labels);
    net.backward(&x, &mut cache, &dscores, None, &mut grad);
    Sgd::new(&net, 0.1).step(&mut net, &grad);
    assert_eq!(loss, 3.0_f32.ln());
    assert!(net.out.b[[0, 0]] > 0.0);
    Ok(())
}
