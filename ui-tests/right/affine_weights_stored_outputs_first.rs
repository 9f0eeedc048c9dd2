use shapeful::{Tensor, affine_forward, axes, dim};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let x = Tensor::<(Batch, Pixels)>::ones();
    let w = Tensor::<(Classes, Pixels)>::from_fn(|[class, _]| class as f32);
    let b = Tensor::<(dim!(1), Classes)>::zeros();
    let scores: Tensor<(Batch, Classes)> = affine_forward(&x, &w.t().to_tensor(), &b);
    assert_eq!(scores[[0, 9]], 784.0 * 9.0);
}
