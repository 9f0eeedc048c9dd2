use exercise::{Batch, Classes, Pixels, dx};
use harness::{Numbers, Verdict, equal, size};
use shapeful::Tensor;

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Batch>("Batch", 4)?;
    size::<Pixels>("Pixels", 6)?;
    size::<Classes>("Classes", 3)?;
    let (dout, w) = (numbers.tensor::<(Batch, Classes), f32>(), numbers.tensor::<(Pixels, Classes), f32>());
    let dx: Tensor<(Batch, Pixels)> = dx(&dout, &w);
    equal("dx", &dx, |[n, p]| (0..3).map(|c| (dout[[n, c]] * w[[p, c]]) as f64).sum())
}
