//! dfdx. It computes the gradient of the inputs, too. Its convolution needs a nightly compiler.
use crate::data::{self, CLASSES, Net};
use crate::harness::{Contender, native};
use crate::nets::{CHECKED_STEPS, CONTROL, DIGITS_64, DIGITS_128, WIDE};
use dfdx::optim::{Optimizer, Sgd, SgdConfig};
use dfdx::prelude::*;

type Control = (Linear<16, 32>, ReLU, Linear<32, 10>);
type Digits = (Linear<784, 100>, ReLU, Linear<100, 10>);
type Wide = (Linear<3072, 512>, ReLU, Linear<512, 512>, ReLU, Linear<512, 10>);

/// With the same weights as everybody.
fn set<const M: usize, const D: usize>(linear: &mut modules::Linear<M, D, f32, Cpu>, net: Net, layer: usize) {
    linear.weight.copy_from(&data::transposed(&net.weights(layer), D));
    linear.bias.copy_from(&[0.0; D]);
}

macro_rules! trained { ($net:expr, $model:ty, $batch:literal, $inputs:literal, [$($field:tt),+]) => { {
    let net: Net = $net;
    let dev = Cpu::default();
    let mut model = dev.build_module::<$model, f32>();
    // Every second part of the model is a ReLU.
    $(set(&mut model.$field, net, $field / 2);)+
    let x: Tensor<Rank2<$batch, $inputs>, f32, _> = dev.tensor(data::inputs($batch * $inputs));
    let mut labels = vec![0.0; $batch * CLASSES];
    data::labels($batch).iter().enumerate().for_each(|(n, label)| labels[n * CLASSES + label] = 1.0);
    let y: Tensor<Rank2<$batch, CLASSES>, f32, _> = dev.tensor(labels);
    let sgd = Sgd::new(&model, SgdConfig { lr: data::LEARNING_RATE.into(), momentum: None, weight_decay: None });
    let gradients = Some(model.alloc_grads());
    native(
        (model, sgd, gradients, x, y),
        CHECKED_STEPS,
        |(model, sgd, gradients, x, y)| {
            let tape = gradients.take().expect("put back below");
            let scores = model.forward_mut(x.trace(tape));
            let loss = cross_entropy_with_logits_loss(scores, y.clone());
            let value = loss.array();
            let mut found = loss.backward();
            sgd.update(model, &found).expect("every parameter is used");
            model.zero_grads(&mut found);
            *gradients = Some(found);
            value
        },
        |_, loss| vec![loss],
    )
} } }

pub fn step(net: Net) -> Box<dyn Contender> {
    match net {
        CONTROL => trained!(net, Control, 16, 16, [0, 2]),
        DIGITS_64 => trained!(net, Digits, 64, 784, [0, 2]),
        DIGITS_128 => trained!(net, Digits, 128, 784, [0, 2]),
        WIDE => trained!(net, Wide, 128, 3072, [0, 2, 4]),
        _ => unreachable!("sizes are types, and these are all that are measured"),
    }
}
pub fn one_row(net: Net) -> Box<dyn Contender> {
    let dev = Cpu::default();
    let mut model = dev.build_module::<Digits, f32>();
    set(&mut model.0, net, 0);
    set(&mut model.2, net, 1);
    let x: Tensor<Rank2<1, 784>, f32, _> = dev.tensor(data::inputs(784));
    native((model, x), 1, |(model, x)| model.forward(x.clone()), |_, scores| scores.as_vec())
}
