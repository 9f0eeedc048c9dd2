use shapeful::data::Examples;
use shapeful::train::{MseLoss, Trainer};
use shapeful::{Linear, Sgd, axes};
axes! { Batch = 2; Pixels = 4; Joints = 3; }

fn main() {
    // How far each joint of an arm is bent.
    let data = Examples::<(Pixels,), (Joints,)>::new(vec![0.5; 8], vec![0.1, 0.2, 0.3, 0.4, 0.5, 0.6]).unwrap();
    let net = Linear::<Pixels, Joints>::zeros();
    let optimizer = Sgd::new(&net, 0.1);
    let mut trainer = Trainer::new::<Batch>(net, optimizer, MseLoss).epochs(1);
    trainer.train(&data, &data).unwrap();
    assert!((trainer.history.loss[0] - 0.91 / 6.0).abs() < 1e-6);
}
