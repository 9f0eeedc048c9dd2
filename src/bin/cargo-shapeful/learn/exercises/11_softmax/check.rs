use exercise::{Batch, Classes, softmax};
use harness::{Numbers, Verdict, equal, size};
use shapeful::Tensor;

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Batch>("Batch", 4)?;
    size::<Classes>("Classes", 3)?;
    let small = numbers.tensor::<(Batch, Classes), f32>();
    compare("the probability at ", &small)?;
    // Rows that differ by thousands: neither the largest of all nor a fixed number may be taken away.
    let large = Tensor::<(Batch, Classes)>::from_fn(|[n, c]| small[[n, c]] + 1000.0 * n as f32);
    compare("with scores of up to 3000, the probability at ", &large)
}
fn compare(what: &str, scores: &Tensor<(Batch, Classes)>) -> Verdict {
    let found: Tensor<(Batch, Classes)> = softmax(scores);
    equal(what, &found, |[n, c]| {
        1.0 / (0..3).map(|other| (scores[[n, other]] as f64 - scores[[n, c]] as f64).exp()).sum::<f64>()
    })
}
