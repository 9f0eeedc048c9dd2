use shapeful::{Conv2d, Flatten, Layer, Linear, Relu, Tensor, axes, dim, network};
axes! { Batch = 4; Sound = 1; Height = 4; Width = 100; Filters = 8; Words = 10; }
network! {
    struct Net {
        bands: Conv2d<Sound, Filters, dim!(3), dim!(7)>,
        act: Relu,
        rows: Flatten,
        out: Linear<dim!(1504), Words>,
    }
}

fn scores(net: &Net, x: &Tensor<(Batch, Sound, Height, Width)>) -> Tensor<(Batch, Words)> {
    net.predict(x)
}

fn main() {}
