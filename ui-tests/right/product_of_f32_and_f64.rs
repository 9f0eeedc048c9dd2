use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let x = Tensor::<(Batch, Pixels), f64>::ones();
    let w = Tensor::<(Pixels, Classes), f32>::ones();
    let scores: Tensor<(Batch, Classes), f64> = x.matmul(&w.map(f64::from));
    assert_eq!(scores[[0, 0]], 784.0);
}
