use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (x, w) = (Tensor::<(Batch, Pixels)>::ones(), Tensor::<(Pixels, Classes)>::ones());
    let scores: Tensor<(Batch, Classes)> = x.matmul(&w);
    let transposed: Tensor<(Classes, Batch)> = w.t().matmul(x.t());
    assert_eq!(transposed, scores.t().to_tensor());
}
