//! candle. It computes the gradient of the inputs, too; and of max pooling of 2x2 only a quarter of the gradient, so that the convnet
//! agrees with the others before its first update alone.
use crate::data::{self, CLASSES, Net, conv};
use crate::harness::{Contender, native};
use crate::nets::CHECKED_STEPS;
use candle_core::{Device, Result, Tensor, Var};
use candle_nn::{Conv2d, Conv2dConfig, Linear, Module, Optimizer, SGD};

const DEVICE: Device = Device::Cpu;

/// The layer, and its parameters for the optimizer.
fn linear(layer: usize, inputs: usize, outputs: usize, vars: &mut Vec<Var>) -> Result<Linear> {
    let w = data::transposed(&data::weights(layer, inputs * outputs, inputs), outputs);
    let (w, b) =
        (Var::from_vec(w, (outputs, inputs), &DEVICE)?, Var::from_vec(vec![0_f32; outputs], outputs, &DEVICE)?);
    let linear = Linear::new(w.as_tensor().clone(), Some(b.as_tensor().clone()));
    vars.extend([w, b]);
    Ok(linear)
}
struct Mlp(Vec<Linear>);
impl Mlp {
    fn new(net: Net, vars: &mut Vec<Var>) -> Result<Self> {
        let layers = net.layers().enumerate().map(|(layer, (inputs, outputs))| linear(layer, inputs, outputs, vars));
        layers.collect::<Result<_>>().map(Mlp)
    }
}
impl Module for Mlp {
    fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let (last, hidden) = self.0.split_last().expect("a net has layers");
        let mut x = x.clone();
        for layer in hidden {
            x = layer.forward(&x)?.relu()?;
        }
        last.forward(&x)
    }
}
struct Convnet {
    conv: Conv2d,
    hidden: Linear,
    out: Linear,
}
impl Convnet {
    fn new(vars: &mut Vec<Var>) -> Result<Self> {
        let w = data::weights(0, conv::FILTERS * conv::SEEN, conv::SEEN);
        let w = Var::from_vec(w, (conv::FILTERS, conv::CHANNELS, conv::WINDOW, conv::WINDOW), &DEVICE)?;
        let b = Var::from_vec(vec![0_f32; conv::FILTERS], conv::FILTERS, &DEVICE)?;
        let config = Conv2dConfig { padding: conv::PADDING, ..Default::default() };
        let conv = Conv2d::new(w.as_tensor().clone(), Some(b.as_tensor().clone()), config);
        vars.extend([w, b]);
        Ok(Convnet {
            conv,
            hidden: linear(1, conv::FLAT, conv::HIDDEN, vars)?,
            out: linear(2, conv::HIDDEN, CLASSES, vars)?,
        })
    }
}
impl Module for Convnet {
    fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let maps = self.conv.forward(x)?.relu()?.max_pool2d(2)?;
        self.out.forward(&self.hidden.forward(&maps.flatten_from(1)?)?.relu()?)
    }
}

pub fn step(net: Net) -> Box<dyn Contender> {
    let mut vars = Vec::new();
    Mlp::new(net, &mut vars)
        .and_then(|model| trained(model, vars, &[net.batch, net.sizes[0]], data::LEARNING_RATE, CHECKED_STEPS))
        .expect("candle runs")
}
pub fn convnet_step() -> Box<dyn Contender> {
    let mut vars = Vec::new();
    let shape = [conv::BATCH, conv::CHANNELS, conv::SIDE, conv::SIDE];
    Convnet::new(&mut vars).and_then(|model| trained(model, vars, &shape, conv::LEARNING_RATE, 1)).expect("candle runs")
}
pub fn one_row(net: Net) -> Box<dyn Contender> {
    // Tensors and not variables, so that nothing is kept for backward.
    let detached = |layer: Linear| Linear::new(layer.weight().detach(), layer.bias().map(Tensor::detach));
    let model = Mlp(Mlp::new(net, &mut Vec::new()).expect("candle runs").0.into_iter().map(detached).collect());
    let x = Tensor::from_vec(data::inputs(net.sizes[0]), (1, net.sizes[0]), &DEVICE).expect("candle runs");
    native(
        (model, x),
        1,
        |(model, x)| model.forward(x).expect("candle runs"),
        |_, scores| scores.flatten_all().and_then(|scores| scores.to_vec1()).expect("scores are f32"),
    )
}

fn trained<M: Module + 'static>(
    model: M,
    vars: Vec<Var>,
    shape: &[usize],
    learning_rate: f32,
    checked_steps: usize,
) -> Result<Box<dyn Contender>> {
    let x = Tensor::from_vec(data::inputs(shape.iter().product()), shape, &DEVICE)?;
    let labels: Vec<u32> = data::labels(shape[0]).into_iter().map(|label| label as u32).collect();
    let y = Tensor::from_vec(labels, shape[0], &DEVICE)?;
    let sgd = SGD::new(vars, learning_rate.into())?;
    let step = |(model, sgd, x, y): &mut (M, SGD, Tensor, Tensor)| {
        let loss = candle_nn::loss::cross_entropy(&model.forward(x)?, y)?;
        sgd.backward_step(&loss)?;
        Result::Ok(loss)
    };
    Ok(native(
        (model, sgd, x, y),
        checked_steps,
        move |state| step(state).expect("candle runs"),
        |_, loss| vec![loss.to_scalar().expect("a loss is one number")],
    ))
}
