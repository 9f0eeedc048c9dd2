use shapeful::{Layer, Linear, Tensor, Train, axes};
axes! { Rest = 16; Pixels = 784; Classes = 10; }

fn main() {
    let layer = Linear::<Pixels, Classes>::zeros();
    let x = Tensor::<(Rest, Pixels)>::zeros();
    let mut y = Tensor::<(Rest, Classes)>::zeros();
    layer.forward::<Train>(&x, &mut (), &mut y);
}
