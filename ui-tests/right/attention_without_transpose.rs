use shapeful::{Tensor, axes};
axes! { Batch = 8; Queries = 16; Keys = 16; Width = 16; }

fn main() {
    let q = Tensor::<(Batch, Queries, Width)>::ones();
    let k = Tensor::<(Batch, Keys, Width)>::ones();
    let scores: Tensor<(Batch, Queries, Keys)> = q.matmul(k.t());
    assert_eq!(scores[[0, 0, 0]], 16.0);
}
