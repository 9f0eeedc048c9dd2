use shapeful::data::Examples;
use shapeful::train::{SoftmaxLoss, Trainer};
use shapeful::{Linear, Relu, Sgd, axes};
axes! { Batch = 2; Pixels = 4; Hidden = 3; Classes = 10; }

fn main() {
    let data = Examples::<(Pixels,), Classes>::new(vec![0.5; 8], vec![3, 7]).unwrap();
    let net = (Linear::<Pixels, Hidden>::zeros(), Relu, Linear::<Hidden, Classes>::zeros());
    let optimizer = Sgd::new(&net, 0.1);
    let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).epochs(1);
    trainer.train(&data, &data).unwrap();
    assert!((trainer.history.loss[0] - 10.0_f32.ln()).abs() < 1e-6);
}
