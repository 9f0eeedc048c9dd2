use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let (dout, w) = (Tensor::<(Batch, Classes)>::zeros(), Tensor::<(Pixels, Classes)>::zeros());
    let dx: Tensor<(Batch, Pixels)> = dout.matmul(w.t());
}
