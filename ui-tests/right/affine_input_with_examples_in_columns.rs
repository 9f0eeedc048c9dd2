use shapeful::{Tensor, affine_forward, axes, dim};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let x = Tensor::<(Pixels, Batch)>::from_fn(|[_, n]| n as f32);
    let w = Tensor::<(Pixels, Classes)>::ones();
    let b = Tensor::<(dim!(1), Classes)>::zeros();
    let scores: Tensor<(Batch, Classes)> = affine_forward(&x.t().to_tensor(), &w, &b);
    assert_eq!(scores[[63, 0]], 784.0 * 63.0);
}
