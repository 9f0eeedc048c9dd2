use exercise::{Batch, Classes, Pixels, scores};
use harness::{Numbers, Verdict, equal, size};
use shapeful::Tensor;

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Batch>("Batch", 4)?;
    size::<Pixels>("Pixels", 6)?;
    size::<Classes>("Classes", 3)?;
    let (x, w) = (numbers.tensor::<(Batch, Pixels), f32>(), numbers.tensor::<(Pixels, Classes), f32>());
    let scores: Tensor<(Batch, Classes)> = scores(&x, &w);
    equal("scores", &scores, |[n, c]| (0..6).map(|p| (x[[n, p]] * w[[p, c]]) as f64).sum())
}
