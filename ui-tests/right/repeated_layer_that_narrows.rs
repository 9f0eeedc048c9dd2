use shapeful::{Layer, Linear, Relu, Repeat, Tensor, axes};
axes! { Batch = 4; Features = 50; Hidden = 20; }
type Deep = Repeat<(Linear<Features, Hidden>, Relu, Linear<Hidden, Features>), 3>;

fn forward(net: &Deep, x: &Tensor<(Batch, Features)>) -> Tensor<(Batch, Features)> {
    net.predict(x)
}

fn main() {}
