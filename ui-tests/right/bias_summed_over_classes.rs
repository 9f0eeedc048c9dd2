use shapeful::{Tensor, axes, dim};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let dout = Tensor::<(Batch, Classes)>::ones();
    let db: Tensor<(dim!(1), Classes)> = dout.sum_keepdims(Batch);
    assert_eq!(db, [[64.0; 10]]);
}
