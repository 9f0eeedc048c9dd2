use exercise::{Batch, Features, Time, largest, largest_of_time_major};
use harness::{Numbers, Verdict, equal, size};
use shapeful::Tensor;

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Batch>("Batch", 4)?;
    size::<Time>("Time", 4)?;
    size::<Features>("Features", 3)?;
    let of = |values: [f32; 4]| values.into_iter().fold(f32::NEG_INFINITY, f32::max) as f64;
    let x = numbers.tensor::<(Batch, Time, Features), f32>();
    let found: Tensor<(Batch, Features)> = largest(&x);
    equal("largest", &found, |[n, d]| of(std::array::from_fn(|t| x[[n, t, d]])))?;
    let x = numbers.tensor::<(Time, Batch, Features), f32>();
    let found: Tensor<(Batch, Features)> = largest_of_time_major(&x);
    equal("largest_of_time_major", &found, |[n, d]| of(std::array::from_fn(|t| x[[t, n, d]])))
}
