use shapeful::{Layer, Linear, Tensor, axes, dim};
axes! { Pixels = 784; Classes = 10; }

fn main() {
    let layer = Linear::<Pixels, Classes>::zeros();
    let image = Tensor::<(Pixels,)>::ones();
    let scores: Tensor<(dim!(1), Classes)> = layer.predict(image.unravel::<(dim!(1), Pixels)>());
}
