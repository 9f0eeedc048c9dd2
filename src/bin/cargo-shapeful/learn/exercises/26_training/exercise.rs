//! A whole training: forward, the loss and its gradient, backward, and a step. All gradients are in `grad`, which is a `Net` itself.
//!
//! Three things are wrong. The last layer takes something that it is not given; that the compiler says. And when it compiles it
//! learns nothing: what goes into `backward`, and what has to happen at the end of each round?
use shapeful::{Array, Labels, Layer, Linear, Params, Relu, Sgd, Tensor, Train, axes, network, softmax_loss_into};

axes! { pub Batch = 6; pub Inputs = 4; pub Hidden = 5; pub Classes = 3; }

network! {
    pub struct Net { pub hidden: Linear<Inputs, Hidden>, pub act: Relu, pub out: Linear<Inputs, Classes> }
}

/// The loss of each round, at a learning rate of 0.1.
pub fn train(net: &mut Net, x: &Array<(Batch, Inputs)>, y: &Labels<Batch, Classes>, rounds: usize) -> Vec<f32> {
    let (mut cache, mut scores, mut dscores) = Default::default();
    let (mut grad, mut optimizer) = (net.zeros_like(), Sgd::new(net, 0.1));
    let mut losses = Vec::new();
    for _ in 0..rounds {
        net.forward::<Train>(x, &mut cache, &mut scores);
        losses.push(softmax_loss_into(&scores, y, &mut dscores));
        net.backward(x, &mut cache, &scores, None, &mut grad);
    }
    losses
}

fn main() -> Result<(), shapeful::Error> {
    let x = Tensor::<(Batch, Inputs)>::from_fn(|[n, d]| ((3 * n + 5 * d) % 7) as f32 - 3.0);
    let mut net = Net { hidden: Linear::zeros(), act: Relu, out: Linear::zeros() };
    net.hidden.w.fill_with(|[i, j]| ((2 * i + 3 * j) % 5) as f32 - 2.0);
    println!("{:?}", train(&mut net, &x, &Labels::new([0, 1, 2, 0, 1, 2])?, 20));
    Ok(())
}
