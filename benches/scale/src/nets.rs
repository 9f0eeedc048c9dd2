//! The programs whose compilation is measured: each makes a net of affine layers and ReLUs, and trains it.

/// Our net of so many layers, whose hidden sizes are all one, or all different.
pub fn ours(layers: usize, distinct: bool) -> String {
    let hidden = |layer: usize| if distinct { format!("H{layer}") } else { "H".into() };
    let mut sizes = vec!["Pixels".to_string()];
    sizes.extend((1..layers).map(hidden));
    sizes.push("Classes".into());
    let mut axes = String::new();
    if distinct {
        (1..layers).for_each(|layer| axes += &format!("H{layer} = {}; ", 88 + 12 * layer));
    } else if layers > 1 {
        axes = "H = 100; ".into();
    }
    let mut fields = String::new();
    for (layer, pair) in sizes.windows(2).enumerate() {
        let act = if layer + 1 < layers { format!("act{layer}: Relu, ") } else { String::new() };
        fields += &format!("layer{layer}: Linear<{}, {}>, {act}", pair[0], pair[1]);
    }
    let relu = if layers > 1 { "Relu, " } else { "" };
    format!(
        "use rand::{{SeedableRng, rngs::StdRng}};
use shapeful::{{Init, Labels, Layer, Linear, Params, {relu}Sgd, Tensor, Train, axes, network, softmax_loss_into}};
axes! {{ Batch = 64; Pixels = 784; Classes = 10; {axes}}}
network! {{ struct Net {{ {fields}}} }}
fn main() {{
    let mut rng = StdRng::seed_from_u64(1);
    let x = Tensor::<(Batch, Pixels)>::normal(0.0, 1.0, &mut rng);
    let y = Labels::<Batch, Classes>::new(std::array::from_fn::<_, 64, _>(|n| n % 10)).unwrap();
    let mut net = Net::init(&mut rng);
    let (mut grad, mut optimizer) = (net.zeros_like(), Sgd::new(&net, {EDITED}));
    let (mut cache, mut scores, mut dscores) = Default::default();
    for _ in 0..10 {{
        net.forward::<Train>(&x, &mut cache, &mut scores);
        println!(\"{{}}\", softmax_loss_into(&scores, &y, &mut dscores));
        net.backward(&x, &mut cache, &dscores, None, &mut grad);
        optimizer.step(&mut net, &grad);
    }}
}}
"
    )
}
/// What changes from one compilation to the next.
pub const EDITED: &str = "0.1";

pub const DFDX: (&str, &str) = (
    "dfdx = \"=0.13.0\"",
    "use dfdx::{optim::{Sgd, SgdConfig}, prelude::*};
type Net = ((Linear<784, 100>, ReLU), Linear<100, 10>);
fn main() {
    let dev = AutoDevice::default();
    let x = dev.sample_normal::<Rank2<64, 784>>();
    let mut hot = dev.zeros::<Rank2<64, 10>>().array();
    (0..64).for_each(|n| hot[n][n % 10] = 1.0);
    let y = dev.tensor(hot);
    let mut net = dev.build_module::<Net, f32>();
    let mut grads = net.alloc_grads();
    let mut optimizer = Sgd::new(&net, SgdConfig { lr: 0.1, ..Default::default() });
    for _ in 0..10 {
        let loss = cross_entropy_with_logits_loss(net.forward_mut(x.trace(grads)), y.clone());
        println!(\"{}\", loss.array());
        grads = loss.backward();
        optimizer.update(&mut net, &grads).unwrap();
        net.zero_grads(&mut grads);
    }
}
",
);
pub const BURN: (&str, &str) = (
    "burn = { version = \"0.22.1\", default-features = false, features = [\"std\", \"autodiff\", \"optim\", \"ndarray\"] }",
    "use burn::nn::{Linear, LinearConfig, loss::CrossEntropyLoss};
use burn::optim::{GradientsParams, SgdConfig};
use burn::prelude::*;
use burn::tensor::{Distribution, activation::relu};
#[derive(Module, Debug)]
struct Net { hidden: Linear, out: Linear }
#[allow(deprecated)]
fn main() {
    let dev = Device::ndarray().autodiff();
    let x = Tensor::<2>::random([64, 784], Distribution::Normal(0.0, 1.0), &dev);
    let labels: Vec<i32> = (0..64).map(|n| n % 10).collect();
    let y = Tensor::<1, Int>::from_data(TensorData::new(labels, [64]), &dev);
    let mut net = Net { hidden: LinearConfig::new(784, 100).init(&dev), out: LinearConfig::new(100, 10).init(&dev) };
    let (mut optimizer, loss) = (SgdConfig::new().init(), CrossEntropyLoss::new(None, &dev));
    for _ in 0..10 {
        let loss = loss.forward(net.out.forward(relu(net.hidden.forward(x.clone()))), y.clone());
        println!(\"{}\", loss.clone().into_scalar::<f32>());
        let grads = GradientsParams::from_grads(loss.backward(), &net);
        net = optimizer.step(0.1, net, grads);
    }
}
",
);
