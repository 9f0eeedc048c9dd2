use shapeful::{Tensor, affine_forward, axes, dim};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (x, w) = (Tensor::<(Batch, Pixels)>::zeros(), Tensor::<(Pixels, Classes)>::zeros());
    let b = Tensor::<(dim!(1), Classes)>::full(0.5);
    let scores: Tensor<(Batch, Classes)> = affine_forward(&x, &w, &b);
    assert_eq!(scores[[63, 9]], 0.5);
}
