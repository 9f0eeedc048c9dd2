use exercise::{Batch, Inputs, Outputs, dw, dx, forward};
use harness::{Numbers, Verdict, equal, size};
use shapeful::Tensor;

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Batch>("Batch", 5)?;
    size::<Inputs>("Inputs", 5)?;
    size::<Outputs>("Outputs", 5)?;
    let (x, w) = (numbers.tensor::<(Batch, Inputs), f32>(), numbers.tensor::<(Inputs, Outputs), f32>());
    let ds = numbers.tensor::<(Batch, Outputs), f32>();
    let y: Tensor<(Batch, Outputs)> = forward(&x, &w);
    equal("y", &y, |[n, j]| (0..5).map(|i| (x[[n, i]] * w[[i, j]]) as f64).sum::<f64>().tanh())?;
    let dx: Tensor<(Batch, Inputs)> = dx(&ds, &w);
    equal("dx", &dx, |[n, i]| (0..5).map(|j| (ds[[n, j]] * w[[i, j]]) as f64).sum())?;
    let dw: Tensor<(Inputs, Outputs)> = dw(&x, &ds);
    equal("dw", &dw, |[i, j]| (0..5).map(|n| (x[[n, i]] * ds[[n, j]]) as f64).sum())
}
