use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (x, dout) = (Tensor::<(Batch, Pixels)>::ones(), Tensor::<(Batch, Classes)>::full(0.5));
    let dw: Tensor<(Pixels, Classes)> = x.t().matmul(&dout);
    assert_eq!(dw[[783, 9]], 32.0);
}
