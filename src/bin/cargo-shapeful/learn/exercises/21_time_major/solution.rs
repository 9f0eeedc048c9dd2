use shapeful::{Array, Tensor, axes};

axes! { pub Batch = 4; pub Time = 4; pub Features = 3; }

/// The largest value that each feature of each sequence has at any time.
pub fn largest(x: &Array<(Batch, Time, Features)>) -> Tensor<(Batch, Features)> {
    x.max(Time)
}

pub fn largest_of_time_major(x: &Array<(Time, Batch, Features)>) -> Tensor<(Batch, Features)> {
    largest(&x.permute((Batch, Time, Features)))
}

fn main() {}
