use shapeful::{Tensor, axes};

axes! {
    /// The images of one mini-batch.
    pub Batch = 4;
    pub Pixels = 6;
    pub Classes = 3;
}

pub fn images(brightness: f32) -> Tensor<(Batch, Pixels)> {
    Tensor::from_fn(|[n, p]: [usize; 2]| brightness * (10 * n + p) as f32)
}

pub fn weights(value: f32) -> Tensor<(Pixels, Classes)> {
    Tensor::full(value)
}

fn main() {
    println!("{:?}\n{:?}", images(0.5), weights(0.01));
}
