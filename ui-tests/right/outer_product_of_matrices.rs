use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (x, dout) = (Tensor::<(Batch, Pixels)>::ones(), Tensor::<(Batch, Classes)>::ones());
    let dw: Tensor<(Pixels, Classes)> = x.t().matmul(&dout);
    let of_one: Tensor<(Pixels, Classes)> = x.row(0).outer(dout.row(0));
    assert_eq!(dw, of_one * 64.0);
}
