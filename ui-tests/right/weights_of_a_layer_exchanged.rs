use shapeful::{Layer, Linear, Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let layer = Linear::<Pixels, Classes>::zeros();
    let scores: Tensor<(Batch, Classes)> = layer.predict(&Tensor::<(Batch, Pixels)>::zeros());
}
