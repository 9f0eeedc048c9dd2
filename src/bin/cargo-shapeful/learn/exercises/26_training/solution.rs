use shapeful::{Array, Labels, Layer, Linear, Params, Relu, Sgd, Train, axes, network, softmax_loss_into};

axes! { pub Batch = 6; pub Inputs = 4; pub Hidden = 5; pub Classes = 3; }

network! {
    pub struct Net { pub hidden: Linear<Inputs, Hidden>, pub act: Relu, pub out: Linear<Hidden, Classes> }
}

pub fn train(net: &mut Net, x: &Array<(Batch, Inputs)>, y: &Labels<Batch, Classes>, rounds: usize) -> Vec<f32> {
    let (mut cache, mut scores, mut dscores) = Default::default();
    let (mut grad, mut optimizer) = (net.zeros_like(), Sgd::new(net, 0.1));
    let mut losses = Vec::new();
    for _ in 0..rounds {
        net.forward::<Train>(x, &mut cache, &mut scores);
        losses.push(softmax_loss_into(&scores, y, &mut dscores));
        net.backward(x, &mut cache, &dscores, None, &mut grad);
        optimizer.step(net, &grad);
    }
    losses
}

fn main() {}
