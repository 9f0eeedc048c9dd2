use shapeful::{Conv2d, Layer, MaxPool2d, Tensor, axes, dim, network};
axes! { Batch = 4; Grey = 1; Height = 9; Width = 9; Filters = 8; }
network! {
    struct Net {
        edges: Conv2d<Grey, Filters, dim!(2), dim!(2)>,
        pool: MaxPool2d<dim!(2), dim!(2), dim!(2)>,
    }
}

fn maps(net: &Net, x: &Tensor<(Batch, Grey, Height, Width)>) {
    let _ = net.predict(x);
}

fn main() {}
