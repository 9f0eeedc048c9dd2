use shapeful::{Tensor, axes, dim};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let mut db = Tensor::<(dim!(1), Classes)>::zeros();
    let dout = Tensor::<(Batch, Classes)>::ones();
    db += &dout.sum_keepdims(Batch);
    assert_eq!(db, [[64.0; 10]]);
}
