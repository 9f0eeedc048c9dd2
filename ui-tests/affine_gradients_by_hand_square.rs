//! pass: With a square w nothing changes: the names choose the same products.
use shapeful::{Tensor, axes, dim};
axes! { Batch = 100; Pixels = 100; Hidden = 100; }

fn main() {
    let (x, w) = (Tensor::<(Batch, Pixels)>::ones(), Tensor::<(Pixels, Hidden)>::ones());
    let dout = Tensor::<(Batch, Hidden)>::ones();
    let dx: Tensor<(Batch, Pixels)> = dout.matmul(w.t());
    let dw: Tensor<(Pixels, Hidden)> = x.t().matmul(&dout);
    let db: Tensor<(dim!(1), Hidden)> = dout.sum_keepdims(Batch);
    assert_eq!((dx[[0, 0]], dw[[0, 0]], db[[0, 0]]), (100.0, 100.0, 100.0));
}
