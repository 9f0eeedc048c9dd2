use exercise::{Batch, Classes, Pixels, affine};
use harness::{Numbers, Verdict, equal, size};
use shapeful::{Tensor, dim};

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Batch>("Batch", 4)?;
    size::<Pixels>("Pixels", 6)?;
    size::<Classes>("Classes", 3)?;
    let (x, w) = (numbers.tensor::<(Batch, Pixels), f32>(), numbers.tensor::<(Pixels, Classes), f32>());
    let b = numbers.tensor::<(dim!(1), Classes), f32>();
    let out: Tensor<(Batch, Classes)> = affine(&x, &w, &b);
    equal("out", &out, |[n, c]| b[[0, c]] as f64 + (0..6).map(|p| (x[[n, p]] * w[[p, c]]) as f64).sum::<f64>())
}
