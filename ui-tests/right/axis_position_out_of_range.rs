use shapeful::{Axis, Tensor, axes};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::ones();
    let totals: Tensor<(Batch,)> = scores.sum(Axis::<1>);
    assert_eq!(totals, scores.sum(Classes));
}
