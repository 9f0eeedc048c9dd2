//! pass: dx = dout . w^T, dw = x^T . dout and db = the sum of dout over the batch have the shapes of x, w and b.
use shapeful::{Tensor, axes, dim};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (x, w) = (Tensor::<(Batch, Pixels)>::ones(), Tensor::<(Pixels, Classes)>::ones());
    let dout = Tensor::<(Batch, Classes)>::ones();
    let dx: Tensor<(Batch, Pixels)> = dout.matmul(w.t());
    let dw: Tensor<(Pixels, Classes)> = x.t().matmul(&dout);
    let db: Tensor<(dim!(1), Classes)> = dout.sum_keepdims(Batch);
    assert_eq!((dx[[0, 0]], dw[[0, 0]], db[[0, 0]]), (10.0, 64.0, 64.0));
}
