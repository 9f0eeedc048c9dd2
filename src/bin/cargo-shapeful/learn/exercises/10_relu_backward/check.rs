use exercise::{Batch, Hidden, relu_backward};
use harness::{Numbers, Verdict, equal, size};
use shapeful::Tensor;

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Batch>("Batch", 4)?;
    size::<Hidden>("Hidden", 5)?;
    let (dout, mut x) = (numbers.tensor::<(Batch, Hidden), f32>(), numbers.tensor::<(Batch, Hidden), f32>());
    // Nothing passes at the kink either.
    x.as_mut_slice()[7] = 0.0;
    let dx: Tensor<(Batch, Hidden)> = relu_backward(&dout, &x);
    equal("dx", &dx, |[n, h]| if x[[n, h]] > 0.0 { dout[[n, h]] as f64 } else { 0.0 })
}
