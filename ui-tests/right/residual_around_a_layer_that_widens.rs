use shapeful::{Layer, Linear, Relu, Residual, Tensor, axes};
axes! { Batch = 4; Features = 20; Hidden = 50; }
type Block = Residual<(Linear<Features, Hidden>, Relu, Linear<Hidden, Features>)>;

fn forward(block: &Block, x: &Tensor<(Batch, Features)>) -> Tensor<(Batch, Features)> {
    block.predict(x)
}

fn main() {}
