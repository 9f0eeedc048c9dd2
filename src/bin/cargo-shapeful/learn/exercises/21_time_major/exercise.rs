//! Some libraries put the time first, (Time, Batch, Features), and others the batch. With as many steps as sequences, as here, both
//! have the same size: given to the wrong one, a network learns from sequences that are sewn together of pieces.
//!
//! `largest` wants the batch first. Repair `largest_of_time_major`, without touching `largest`.
use shapeful::{Array, Tensor, axes};

axes! { pub Batch = 4; pub Time = 4; pub Features = 3; }

/// The largest value that each feature of each sequence has at any time.
pub fn largest(x: &Array<(Batch, Time, Features)>) -> Tensor<(Batch, Features)> {
    x.max(Time)
}

pub fn largest_of_time_major(x: &Array<(Time, Batch, Features)>) -> Tensor<(Batch, Features)> {
    largest(x)
}

fn main() {
    println!("{:?}", largest_of_time_major(&Tensor::ones()));
}
