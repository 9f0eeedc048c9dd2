use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; }

fn main() {
    let images = Tensor::<(Batch, Pixels)>::from_fn(|[n, _]| n as f32);
    let mean_image: Tensor<(Pixels,)> = images.mean(Batch);
    assert_eq!(mean_image, [31.5; 784]);
}
