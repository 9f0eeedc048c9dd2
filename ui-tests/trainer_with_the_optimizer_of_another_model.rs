//! error: model mismatch: this optimizer keeps state for another model: `Adam<Linear<Hidden, Classes>>` cannot move `Net`
//!
//! Adam keeps two averages for each parameter, and was made for those of one layer.
//! Repair: `Adam::new(&net, 1e-3)`.
use shapeful::data::Examples;
use shapeful::train::{SoftmaxLoss, Trainer};
use shapeful::{Adam, Linear, Relu, axes, network};
axes! { Batch = 8; Pixels = 64; Hidden = 20; Classes = 10; }
network! {
    struct Net {
        hidden: Linear<Pixels, Hidden>,
        act: Relu,
        out: Linear<Hidden, Classes>,
    }
}

fn train(net: Net, data: &Examples<(Pixels,), Classes>) -> f64 {
    let optimizer = Adam::new(&net.out, 1e-3);
    let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).epochs(2).seed(1).drop_rest();
    trainer.train(data, data).unwrap();
    trainer.evaluate(data)
}
fn main() {}
