use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::ones();
    let totals: Tensor<(Batch,)> = scores.sum(Classes);
    assert_eq!(totals, [10.0; 64]);
}
