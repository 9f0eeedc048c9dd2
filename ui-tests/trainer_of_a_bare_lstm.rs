//! error: shape mismatch: the model gives (Batch, Time, Hidden), and the targets want (Batch, Words)
//!
//! A recurrent layer gives an output for each time, three axes; the scores of one label for each example have two.
//! Repair: a layer after it that takes the last time, and a `Linear::<Hidden, Words>`.
use shapeful::data::Examples;
use shapeful::train::{SoftmaxLoss, Trainer};
use shapeful::{Lstm, Sgd, axes};
axes! { Batch = 2; Time = 4; Features = 3; Hidden = 5; Words = 10; }

fn main() {
    let data = Examples::<(Time, Features), Words>::new(vec![0.5; 24], vec![3, 7]).unwrap();
    let net = Lstm::<Features, Hidden>::zeros();
    let optimizer = Sgd::new(&net, 0.1);
    let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).epochs(1);
    trainer.train(&data, &data).unwrap();
}
