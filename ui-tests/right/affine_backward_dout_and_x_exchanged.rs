use shapeful::{Tensor, affine_backward, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (x, w) = (Tensor::<(Batch, Pixels)>::ones(), Tensor::<(Pixels, Classes)>::ones());
    let dout = Tensor::<(Batch, Classes)>::ones();
    let grads = affine_backward(&dout, &x, &w);
    let (dx, dw): (Tensor<(Batch, Pixels)>, Tensor<(Pixels, Classes)>) = (grads.dx, grads.dw);
    assert_eq!((dx[[0, 0]], dw[[0, 0]], grads.db[[0, 0]]), (10.0, 64.0, 64.0));
}
