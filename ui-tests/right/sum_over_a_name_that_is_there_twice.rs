use shapeful::{Axis, Tensor, axes};
axes! { Batch = 64; Pixels = 784; }

fn main() {
    let x = Tensor::<(Batch, Pixels)>::ones();
    let gram = x.t().matmul(&x);
    let totals: Tensor<(Pixels,)> = gram.sum(Axis::<0>);
    assert_eq!(totals[[0]], 784.0 * 64.0);
}
