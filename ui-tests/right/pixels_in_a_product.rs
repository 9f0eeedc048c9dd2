use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let pixels = Tensor::<(Batch, Pixels), u8>::full(51);
    let w = Tensor::<(Pixels, Classes)>::ones();
    let x: Tensor<(Batch, Pixels)> = pixels.map(|p| f32::from(p) / 255.0);
    let scores: Tensor<(Batch, Classes)> = x.matmul(&w);
    assert!((scores[[0, 0]] - 784.0 / 5.0).abs() < 1e-3);
}
