//! error: expected `Tensor<(Pixels,)>`, found `Tensor<(Batch,)>`
//!
//! The mean image is a mean over the images; the mean over the pixels is a brightness for each image.
//! Repair: `images.mean(Batch)`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; }

fn main() {
    let images = Tensor::<(Batch, Pixels)>::from_fn(|[n, _]| n as f32);
    let mean_image: Tensor<(Pixels,)> = images.mean(Pixels);
}
