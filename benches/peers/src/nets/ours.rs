//! shapeful.
use crate::data::{self, Net, conv};
use crate::harness::{Contender, native};
use crate::nets::{CHECKED_STEPS, CONTROL, DIGITS_64, DIGITS_128, ONE_ROW, WIDE};
use shapeful::{
    Conv2d, Dim, Eval, Flatten, Labels, Layer, Linear, MaxPool2d, Relu, Sgd, Shape, Tensor, Train, axes, dim, network,
    softmax_loss_into,
};

axes! {
    Batch1 = 1; Batch16 = 16; Batch50 = 50; Batch64 = 64; Batch128 = 128;
    Controls = 16; Few = 32; Pixels = 784; Hundred = 100; Colours = 3072; Wide = 512; WideToo = 512; Classes = 10;
    Channels = 3; Side = 32; Filters = 32;
}

network! { struct Control { hidden: Linear<Controls, Few>, act: Relu, out: Linear<Few, Classes> } }
network! { struct Digits { hidden: Linear<Pixels, Hundred>, act: Relu, out: Linear<Hundred, Classes> } }
network! {
    struct ThreeLayers {
        first: Linear<Colours, Wide>,
        act: Relu,
        second: Linear<Wide, WideToo>,
        act_too: Relu,
        out: Linear<WideToo, Classes>,
    }
}
network! {
    struct Convnet {
        conv: Conv2d<Channels, Filters, dim!(7), dim!(7), dim!(1), dim!(3)>,
        act: Relu,
        pool: MaxPool2d<dim!(2), dim!(2)>,
        flat: Flatten,
        hidden: Linear<dim!(8192), Hundred>,
        act_too: Relu,
        out: Linear<Hundred, Classes>,
    }
}

pub fn step(net: Net) -> Box<dyn Contender> {
    match net {
        CONTROL => trained::<(Batch16, Controls), Batch16, _>(control(), data::LEARNING_RATE),
        DIGITS_64 => trained::<(Batch64, Pixels), Batch64, _>(digits(), data::LEARNING_RATE),
        DIGITS_128 => trained::<(Batch128, Pixels), Batch128, _>(digits(), data::LEARNING_RATE),
        WIDE => trained::<(Batch128, Colours), Batch128, _>(three_layers(), data::LEARNING_RATE),
        _ => unreachable!("sizes are types, and these are all that are measured"),
    }
}
pub fn convnet_step() -> Box<dyn Contender> {
    let net = Convnet {
        conv: Conv2d::new(tensor(&data::weights(0, conv::FILTERS * conv::SEEN, conv::SEEN)), Tensor::zeros()),
        act: Relu,
        pool: MaxPool2d::new(),
        flat: Flatten,
        hidden: linear(1),
        act_too: Relu,
        out: linear(2),
    };
    trained::<(Batch50, Channels, Side, Side), Batch50, _>(net, conv::LEARNING_RATE)
}
pub fn one_row() -> Box<dyn Contender> {
    let x: Tensor<(Batch1, Pixels)> = tensor(&data::inputs(ONE_ROW.sizes[0]));
    native(
        (
            digits(),
            x,
            <Digits as Layer<(Batch1, Pixels)>>::Cache::<Eval>::default(),
            Tensor::<(Batch1, Classes)>::zeros(),
        ),
        1,
        |(net, x, cache, scores)| net.forward::<Eval>(x, cache, scores),
        |(_, _, _, scores), ()| scores.as_slice().to_vec(),
    )
}

fn control() -> Control {
    Control { hidden: linear(0), act: Relu, out: linear(1) }
}
fn digits() -> Digits {
    Digits { hidden: linear(0), act: Relu, out: linear(1) }
}
fn three_layers() -> ThreeLayers {
    ThreeLayers { first: linear(0), act: Relu, second: linear(1), act_too: Relu, out: linear(2) }
}
fn linear<M: Dim, D: Dim>(layer: usize) -> Linear<M, D> {
    Linear { w: tensor(&data::weights(layer, M::SIZE * D::SIZE, M::SIZE)), b: Tensor::zeros() }
}
fn tensor<S: Shape>(elements: &[f32]) -> Tensor<S> {
    Tensor::from_slice(elements).expect("as many numbers as the shape has")
}

fn trained<X: Shape, N: Dim, Net>(net: Net, learning_rate: f32) -> Box<dyn Contender>
where
    Net: Layer<X, Y = (N, Classes)> + 'static,
{
    struct State<X: Shape, N: Dim, Net: Layer<X>> {
        net: Net,
        grad: Net,
        optimizer: Sgd<Net>,
        x: Tensor<X>,
        y: Labels<N, Classes>,
        cache: Net::Cache<Train>,
        scores: Tensor<Net::Y>,
        dscores: Tensor<Net::Y>,
    }
    let state = State::<X, N, Net> {
        grad: net.zeros_like(),
        optimizer: Sgd::new(&net, learning_rate),
        x: tensor(&data::inputs(X::LEN)),
        y: Labels::new(data::labels(N::SIZE)).expect("every label is a class"),
        cache: Default::default(),
        scores: Tensor::zeros(),
        dscores: Tensor::zeros(),
        net,
    };
    native(
        state,
        CHECKED_STEPS,
        |s| {
            s.net.forward::<Train>(&s.x, &mut s.cache, &mut s.scores);
            let loss = softmax_loss_into(&s.scores, &s.y, &mut s.dscores);
            s.net.backward(&s.x, &mut s.cache, &s.dscores, None, &mut s.grad);
            s.optimizer.step(&mut s.net, &s.grad);
            loss
        },
        |_, loss| vec![loss],
    )
}
