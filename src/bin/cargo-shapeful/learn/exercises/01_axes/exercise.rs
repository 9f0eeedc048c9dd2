//! Axes have names. `axes!` declares them, each with its size: a shape is then a tuple of names, and the compiler knows both.
//!
//! Declare two more axes: Pixels, of size 6, and Classes, of size 3.
use shapeful::{Tensor, axes};

axes! {
    /// The images of one mini-batch.
    pub Batch = 4;
}

/// The number of image n at pixel p is 10·n + p, times the brightness.
pub fn images(brightness: f32) -> Tensor<(Batch, Pixels)> {
    Tensor::from_fn(|[n, p]: [usize; 2]| brightness * (10 * n + p) as f32)
}

/// The weights have a row for each pixel and a column for each class, all of the same value.
pub fn weights(value: f32) -> Tensor<(Pixels, Classes)> {
    Tensor::full(value)
}

fn main() {
    println!("{:?}\n{:?}", images(0.5), weights(0.01));
}
