use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (dout, w) = (Tensor::<(Batch, Classes)>::ones(), Tensor::<(Pixels, Classes)>::ones());
    let dx: Tensor<(Batch, Pixels)> = dout.matmul(w.t());
    assert_eq!(dx[[63, 783]], 10.0);
}
