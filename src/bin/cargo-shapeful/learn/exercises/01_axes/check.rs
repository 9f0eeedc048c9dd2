use exercise::{Batch, Classes, Pixels, images, weights};
use harness::{Numbers, Verdict, equal, size};
use shapeful::Tensor;

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Batch>("Batch", 4)?;
    size::<Pixels>("Pixels", 6)?;
    size::<Classes>("Classes", 3)?;
    let value = numbers.number();
    let images: Tensor<(Batch, Pixels)> = images(value as f32);
    equal("images", &images, |[n, p]| value * (10 * n + p) as f64)?;
    let weights: Tensor<(Pixels, Classes)> = weights(value as f32);
    equal("weights", &weights, |_| value)
}
