//! error: shape mismatch: layer `Embedding<Words, Hidden>` cannot take (Batch, Time)
//!
//! `Embedding` takes words, and not numbers: it is no layer for a chain over `Tensor`s.
//! Repair: an objective of your own, which looks the words up.
use shapeful::data::Examples;
use shapeful::train::{SoftmaxLoss, Trainer};
use shapeful::{Embedding, Linear, Sgd, axes};
axes! { Batch = 2; Time = 4; Words = 3; Hidden = 5; Classes = 10; }

fn main() {
    let data = Examples::<(Time,), Classes>::new(vec![1.0; 8], vec![3, 7]).unwrap();
    let net = (Embedding::<Words, Hidden>::zeros(), Linear::<Hidden, Classes>::zeros());
    let optimizer = Sgd::new(&net, 0.1);
    let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).epochs(1);
    trainer.train(&data, &data).unwrap();
}
