use exercise::{Batch, Classes, loss};
use harness::{Numbers, Verdict, equal_number, size};
use shapeful::Tensor;

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Batch>("Batch", 4)?;
    size::<Classes>("Classes", 3)?;
    let (scores, y) = (numbers.tensor::<(Batch, Classes), f32>(), numbers.labels::<Batch, Classes>());
    let one_hot = Tensor::<(Batch, Classes)>::from_fn(|[n, c]| if y[n] as usize == c { 1.0 } else { 0.0 });
    let found = loss(&scores, &one_hot).map_err(|error| format!("loss returned an error: {error}"))?;
    let expected = (0..4).map(|n| {
        let sum: f64 = (0..3).map(|c| (scores[[n, c]] as f64).exp()).sum();
        sum.ln() - scores[[n, y[n] as usize]] as f64
    });
    equal_number("the loss", found, expected.sum::<f64>() / 4.0)
}
