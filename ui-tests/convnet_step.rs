//! pass: A convnet is written without a bound, generic in its filters and its floats, and takes a step.
use shapeful::{
    Conv2d, Dim, Flatten, Float, Labels, Layer, Linear, MaxPool2d, Params, Relu, Sgd, Tensor, Train, axes, dim, network,
    softmax_loss,
};
axes! { Batch = 2; Colours = 3; Edges = 4; Shapes = 6; Side = 12; Kernel = 3; Classes = 5; }
network! {
    struct Net<F: Dim, E: Float> {
        first: Conv2d<Colours, F, Kernel, Kernel, dim!(1), dim!(1), dim!(1), dim!(1), E>,
        act: Relu,
        pool: MaxPool2d<dim!(2), dim!(2)>,
        second: Conv2d<F, Shapes, Kernel, Kernel, dim!(1), dim!(0), dim!(1), dim!(1), E>,
        act_too: Relu,
        rows: Flatten,
        out: Linear<dim!(96), Classes, E>,
    }
}

fn main() {
    let mut net = Net::<Edges, f64> {
        first: Conv2d::zeros(),
        act: Relu,
        pool: MaxPool2d::new(),
        second: Conv2d::zeros(),
        act_too: Relu,
        rows: Flatten,
        out: Linear::zeros(),
    };
    let x = Tensor::<(Batch, Colours, Side, Side), f64>::ones();
    let labels = Labels::<Batch, Classes>::new([3, 3]).unwrap();
    let (mut cache, mut scores, mut grad) = (Default::default(), Tensor::zeros(), net.zeros_like());
    net.forward::<Train>(&x, &mut cache, &mut scores);
    let (loss, dscores) = softmax_loss(&scores, &labels);
    net.backward(&x, &mut cache, &dscores, None, &mut grad);
    Sgd::new(&net, 1.0).step(&mut net, &grad);
    let scores: Tensor<(Batch, Classes), f64> = net.predict(&x);
    assert!(softmax_loss(&scores, &labels).0 < loss);
}
