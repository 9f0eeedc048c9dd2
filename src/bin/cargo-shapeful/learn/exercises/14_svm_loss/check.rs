use exercise::{Batch, Classes, svm_loss};
use harness::{Numbers, Verdict, equal_number, size};

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Batch>("Batch", 4)?;
    size::<Classes>("Classes", 3)?;
    let (scores, y) = (numbers.tensor::<(Batch, Classes), f32>(), numbers.labels::<Batch, Classes>());
    let mut expected = 0.0;
    for n in 0..4 {
        let truth = y[n] as usize;
        for c in (0..3).filter(|&c| c != truth) {
            expected += (scores[[n, c]] as f64 - scores[[n, truth]] as f64 + 1.0).max(0.0) / 4.0;
        }
    }
    equal_number("the loss", svm_loss(&scores, &y), expected)
}
