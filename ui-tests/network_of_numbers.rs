//! pass: The layers of a network may be written with numbers, and a network may be a layer of another one.
use shapeful::{Dim, Layer, Linear, Relu, Tensor, dim, network};
network! {
    struct Hidden<H: Dim> {
        first: Linear<dim!(2), H>,
        act: Relu,
        second: Linear<H, dim!(3)>,
    }
}
network! {
    struct Net {
        hidden: Hidden<dim!(7)>,
        act: Relu,
        out: Linear<dim!(3), dim!(1)>,
    }
}

fn main() {
    let hidden = Hidden { first: Linear::zeros(), act: Relu, second: Linear::zeros() };
    let net = Net { hidden, act: Relu, out: Linear { w: Tensor::ones(), b: Tensor::ones() } };
    let scores: Tensor<(dim!(2), dim!(1))> = net.predict(&Tensor::<(dim!(2), dim!(2))>::ones());
    assert_eq!(scores, [[1.0], [1.0]]);
}
