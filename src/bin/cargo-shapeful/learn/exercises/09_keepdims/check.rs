use exercise::{Students, Tasks, shares};
use harness::{Numbers, Verdict, equal, size};
use shapeful::Tensor;

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Students>("Students", 3)?;
    size::<Tasks>("Tasks", 4)?;
    let points = numbers.tensor::<(Students, Tasks), f32>() + 3.0;
    let shares: Tensor<(Students, Tasks)> = shares(&points);
    equal("shares", &shares, |[s, t]| points[[s, t]] as f64 / (0..4).map(|t| points[[s, t]] as f64).sum::<f64>())
}
