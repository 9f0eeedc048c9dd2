//! error: shape mismatch: layer `Calibration` cannot take (Batch, Pixels)
//!
//! The losses of the library train layers, and chains of layers; another model has an objective of its own.
//! Repair: `impl<X: Shape> Layer<X> for Calibration`, or `impl Objective<Calibration, …> for MyLoss`.
use shapeful::data::Examples;
use shapeful::train::{SoftmaxLoss, Trainer};
use shapeful::{Params, Sgd, Tensor, axes};
axes! { Batch = 2; Pixels = 4; Classes = 10; }

#[derive(Clone)]
struct Calibration {
    temperature: Tensor<(Pixels,)>,
}
impl Params<f32> for Calibration {}

fn main() {
    let data = Examples::<(Pixels,), Classes>::new(vec![0.5; 8], vec![3, 7]).unwrap();
    let net = Calibration { temperature: Tensor::ones() };
    assert_eq!(net.temperature, [1.0; 4]);
    let optimizer = Sgd::new(&net, 0.1);
    let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).epochs(1);
    trainer.train(&data, &data).unwrap();
}
