use exercise::{Batch, Classes, correct_scores};
use harness::{Numbers, Verdict, equal, size};
use shapeful::Tensor;

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Batch>("Batch", 4)?;
    size::<Classes>("Classes", 3)?;
    let (scores, y) = (numbers.tensor::<(Batch, Classes), f32>(), numbers.labels::<Batch, Classes>());
    let correct: Tensor<(Batch,)> = correct_scores(&scores, &y);
    equal("correct_scores", &correct, |[n]| scores[[n, y[n] as usize]] as f64)
}
