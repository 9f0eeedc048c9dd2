use exercise::{Pixels, Test, Train, squared_distances};
use harness::{Numbers, Verdict, equal, size};
use shapeful::Tensor;

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Test>("Test", 3)?;
    size::<Train>("Train", 5)?;
    size::<Pixels>("Pixels", 4)?;
    let (a, b) = (numbers.tensor::<(Test, Pixels), f32>(), numbers.tensor::<(Train, Pixels), f32>());
    let found: Tensor<(Test, Train)> = squared_distances(&a, &b);
    equal("squared_distances", &found, |[i, j]| (0..4).map(|p| ((a[[i, p]] - b[[j, p]]) as f64).powi(2)).sum())
}
