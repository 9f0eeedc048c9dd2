use exercise::{Batch, Classes, dscores};
use harness::{Numbers, Verdict, equal, size};
use shapeful::Tensor;

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Batch>("Batch", 4)?;
    size::<Classes>("Classes", 3)?;
    let (scores, y) = (numbers.tensor::<(Batch, Classes), f32>(), numbers.labels::<Batch, Classes>());
    let found: Tensor<(Batch, Classes)> = dscores(&scores, &y);
    equal("dscores", &found, |[n, c]| {
        let sum: f64 = (0..3).map(|c| (scores[[n, c]] as f64).exp()).sum();
        let truth = if y[n] as usize == c { 1.0 } else { 0.0 };
        ((scores[[n, c]] as f64).exp() / sum - truth) / 4.0
    })
}
