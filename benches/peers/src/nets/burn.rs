//! Burn, on either of its plain CPU backends.
use crate::data::{self, CLASSES, Net, conv};
use crate::harness::{Contender, native};
use crate::nets::CHECKED_STEPS;
use burn::module::Param;
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::loss::CrossEntropyLoss;
use burn::nn::pool::{MaxPool2d, MaxPool2dConfig};
use burn::nn::{Linear, LinearConfig, PaddingConfig2d};
use burn::optim::{GradientsParams, SgdConfig};
use burn::prelude::*;
use burn::tensor::activation::relu;

pub fn flex() -> Device {
    Device::flex()
}
/// Deprecated by its authors in favour of Flex, which is not faster everywhere.
#[allow(deprecated)]
pub fn ndarray() -> Device {
    Device::ndarray()
}

#[derive(Module, Debug)]
struct Mlp {
    layers: Vec<Linear>,
}
impl Mlp {
    fn new(net: Net, device: &Device) -> Self {
        Mlp {
            layers: (0..net.layers().len())
                .map(|layer| linear(layer, net.sizes[layer], net.sizes[layer + 1], device))
                .collect(),
        }
    }
    fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        let [hidden @ .., last] = &self.layers[..] else { return x };
        last.forward(hidden.iter().fold(x, |x, layer| relu(layer.forward(x))))
    }
}

#[derive(Module, Debug)]
struct Convnet {
    conv: Conv2d,
    pool: MaxPool2d,
    hidden: Linear,
    out: Linear,
}
impl Convnet {
    fn new(device: &Device) -> Self {
        let mut conv = Conv2dConfig::new([conv::CHANNELS, conv::FILTERS], [conv::WINDOW, conv::WINDOW])
            .with_padding(PaddingConfig2d::Explicit(conv::PADDING, conv::PADDING, conv::PADDING, conv::PADDING))
            .init(device);
        let w = data::weights(0, conv::FILTERS * conv::SEEN, conv::SEEN);
        conv.weight = parameter(w, [conv::FILTERS, conv::CHANNELS, conv::WINDOW, conv::WINDOW], device);
        conv.bias = Some(parameter(vec![0.0; conv::FILTERS], [conv::FILTERS], device));
        Convnet {
            conv,
            pool: MaxPool2dConfig::new([2, 2]).with_strides([2, 2]).init(),
            hidden: linear(1, conv::FLAT, conv::HIDDEN, device),
            out: linear(2, conv::HIDDEN, CLASSES, device),
        }
    }
    fn forward(&self, x: Tensor<4>) -> Tensor<2> {
        let maps = self.pool.forward(relu(self.conv.forward(x)));
        self.out.forward(relu(self.hidden.forward(maps.flatten(1, 3))))
    }
}

fn parameter<const R: usize>(values: Vec<f32>, shape: [usize; R], device: &Device) -> Param<Tensor<R>> {
    Param::from_data(TensorData::new(values, shape), device)
}
fn linear(layer: usize, inputs: usize, outputs: usize, device: &Device) -> Linear {
    let mut linear = LinearConfig::new(inputs, outputs).init(device);
    linear.weight = parameter(data::weights(layer, inputs * outputs, inputs), [inputs, outputs], device);
    linear.bias = Some(parameter(vec![0.0; outputs], [outputs], device));
    linear
}

pub fn step(net: Net, device: Device) -> Box<dyn Contender> {
    let device = device.autodiff();
    trained(Mlp::new(net, &device), [net.batch, net.sizes[0]], Mlp::forward, data::LEARNING_RATE, device)
}
pub fn convnet_step(device: Device) -> Box<dyn Contender> {
    let device = device.autodiff();
    trained(
        Convnet::new(&device),
        [conv::BATCH, conv::CHANNELS, conv::SIDE, conv::SIDE],
        Convnet::forward,
        conv::LEARNING_RATE,
        device,
    )
}
pub fn one_row(net: Net, device: Device) -> Box<dyn Contender> {
    let x = Tensor::<2>::from_data(TensorData::new(data::inputs(net.sizes[0]), [1, net.sizes[0]]), &device);
    native(
        (Mlp::new(net, &device), x),
        1,
        |(net, x)| net.forward(x.clone()),
        |_, scores| scores.into_data().try_to_vec().expect("scores are f32"),
    )
}

fn trained<M: Module + 'static, const R: usize>(
    model: M,
    shape: [usize; R],
    forward: fn(&M, Tensor<R>) -> Tensor<2>,
    learning_rate: f32,
    device: Device,
) -> Box<dyn Contender> {
    // Data asks for no gradient: none of the inputs is computed.
    let x = Tensor::<R>::from_data(TensorData::new(data::inputs(shape.iter().product()), shape), &device);
    let labels: Vec<i32> = data::labels(shape[0]).into_iter().map(|label| label as i32).collect();
    let y = Tensor::<1, Int>::from_data(TensorData::new(labels, [shape[0]]), &device);
    let loss = CrossEntropyLoss::new(None, &device);
    native(
        (Some(model), SgdConfig::new().init(), loss, x, y),
        CHECKED_STEPS,
        move |(model, optimizer, loss, x, y)| {
            let now = model.take().expect("put back below");
            let loss = loss.forward(forward(&now, x.clone()), y.clone());
            let gradients = GradientsParams::from_grads(loss.backward(), &now);
            *model = Some(optimizer.step(f64::from(learning_rate), now, gradients));
            loss
        },
        |_, loss| vec![loss.into_scalar()],
    )
}
