//! Batch normalisation: each feature gets mean 0 and variance 1 over the images of the batch. Layer normalisation: each image gets
//! mean 0 and variance 1 over its features. The formula is the same, and only the axis differs.
//!
//! `batch_norm` has been written with the wrong axis, and `layer_norm` with the wrong shape.
use shapeful::{Array, Tensor, axes};

axes! { pub Batch = 5; pub Features = 4; }

pub fn batch_norm(x: &Array<(Batch, Features)>) -> Tensor<(Batch, Features)> {
    let centred = x - x.mean(Features).broadcast();
    centred / (x.var(Features) + 1e-5).sqrt().broadcast()
}

pub fn layer_norm(x: &Array<(Batch, Features)>) -> Tensor<(Batch, Features)> {
    let centred = x - x.mean(Features).broadcast();
    centred / (x.var(Features) + 1e-5).sqrt().broadcast()
}

fn main() {
    println!("{:?}", layer_norm(&Tensor::<(Batch, Features)>::from_fn(|[n, d]| (n * d) as f32)));
}
