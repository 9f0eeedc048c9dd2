use exercise::{Batch, Features, batch_norm, layer_norm};
use harness::{Numbers, Verdict, equal, size};
use shapeful::Tensor;

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Batch>("Batch", 5)?;
    size::<Features>("Features", 4)?;
    let x = numbers.tensor::<(Batch, Features), f32>();
    let of_feature = |d: usize| (0..5).map(|n| x[[n, d]] as f64).collect::<Vec<_>>();
    let of_image = |n: usize| (0..4).map(|d| x[[n, d]] as f64).collect::<Vec<_>>();
    let found: Tensor<(Batch, Features)> = batch_norm(&x);
    equal("batch_norm", &found, |[n, d]| normalised(x[[n, d]] as f64, &of_feature(d)))?;
    let found: Tensor<(Batch, Features)> = layer_norm(&x);
    equal("layer_norm", &found, |[n, d]| normalised(x[[n, d]] as f64, &of_image(n)))
}
fn normalised(x: f64, all: &[f64]) -> f64 {
    let count = all.len() as f64;
    let mean = all.iter().sum::<f64>() / count;
    let variance = all.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / count;
    (x - mean) / (variance + 1e-5).sqrt()
}
