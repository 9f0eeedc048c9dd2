use shapeful::{Layer, Linear, Relu, Tensor, axes};
axes! { Batch = 64; Pixels = 784; Hidden = 100; Classes = 10; }

fn main() {
    let net = (Linear::<Pixels, Hidden>::zeros(), Relu, Linear::<Hidden, Classes>::zeros());
    let scores: Tensor<(Batch, Classes)> = net.predict(&Tensor::<(Batch, Pixels)>::zeros());
}
