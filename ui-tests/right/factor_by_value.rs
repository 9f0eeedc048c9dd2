use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (x, w) = (Tensor::<(Batch, Pixels)>::ones(), Tensor::<(Pixels, Classes)>::ones());
    let scores: Tensor<(Batch, Classes)> = x.matmul(&w);
    let dx: Tensor<(Batch, Pixels)> = Tensor::<(Batch, Classes)>::ones().matmul(w.t());
    assert_eq!((scores[[0, 0]], dx[[0, 0]]), (784.0, 10.0));
}
