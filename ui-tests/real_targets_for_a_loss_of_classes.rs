//! error: `SoftmaxLoss` is no objective for `Linear<Pixels, Joints>` on batches `(Tensor<(Batch, Pixels)>, Tensor<(Batch, Joints)>)`
//!
//! Three angles are no label: cross-entropy takes one class for each example, the squared error takes numbers.
//! Repair: `MseLoss`.
use shapeful::data::Examples;
use shapeful::train::{SoftmaxLoss, Trainer};
use shapeful::{Linear, Sgd, axes};
axes! { Batch = 2; Pixels = 4; Joints = 3; }

fn main() {
    // How far each joint of an arm is bent.
    let data = Examples::<(Pixels,), (Joints,)>::new(vec![0.5; 8], vec![0.1, 0.2, 0.3, 0.4, 0.5, 0.6]).unwrap();
    let net = Linear::<Pixels, Joints>::zeros();
    let optimizer = Sgd::new(&net, 0.1);
    let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).epochs(1);
    trainer.train(&data, &data).unwrap();
}
