use exercise::{Batch, Classes, Pixels, dw};
use harness::{Numbers, Verdict, equal, size};
use shapeful::Tensor;

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Batch>("Batch", 4)?;
    size::<Pixels>("Pixels", 6)?;
    size::<Classes>("Classes", 3)?;
    let (x, dout) = (numbers.tensor::<(Batch, Pixels), f32>(), numbers.tensor::<(Batch, Classes), f32>());
    let dw: Tensor<(Pixels, Classes)> = dw(&x, &dout);
    equal("dw", &dw, |[p, c]| (0..4).map(|n| (x[[n, p]] * dout[[n, c]]) as f64).sum())
}
