use shapeful::{Tensor, affine_relu_backward, affine_relu_forward, axes, dim};
axes! { Batch = 64; Pixels = 784; Hidden = 100; }

fn main() {
    let (x, w) = (Tensor::<(Batch, Pixels)>::zeros(), Tensor::<(Pixels, Hidden)>::zeros());
    let out = affine_relu_forward(&x, &w, &Tensor::<(dim!(1), Hidden)>::ones());
    let dout = Tensor::<(Batch, Hidden)>::zeros();
    let grads = affine_relu_backward(&dout, &out, &x, &w);
    let (dx, dw): (Tensor<(Batch, Pixels)>, Tensor<(Pixels, Hidden)>) = (grads.dx, grads.dw);
}
