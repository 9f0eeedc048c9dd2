//! error: expected `Tensor<(Batch,), usize>`, found `Tensor<(Classes,), usize>`
//!
//! The predicted class is the place of the greatest score along Classes, one for each example.
//! Repair: `scores.argmax(Classes)`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::from_fn(|[_, class]| class as f32);
    let predicted: Tensor<(Batch,), usize> = scores.argmax(Batch);
}
