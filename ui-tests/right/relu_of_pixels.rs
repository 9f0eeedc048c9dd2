use shapeful::{Tensor, axes, relu_forward};
axes! { Batch = 64; Pixels = 784; }

fn main() {
    let pixels = Tensor::<(Batch, Pixels), u8>::full(51);
    let x: Tensor<(Batch, Pixels)> = pixels.map(|p| f32::from(p) / 255.0);
    let active = relu_forward(&x);
    assert_eq!(active[[0, 0]], 0.2);
}
