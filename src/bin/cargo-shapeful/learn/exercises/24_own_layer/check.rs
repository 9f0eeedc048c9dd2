use exercise::{Batch, Classes, Hidden, Inputs, Net, Square, scores};
use harness::{Numbers, Verdict, equal, size};
use shapeful::{Layer, Linear, Tensor, Train};

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Batch>("Batch", 2)?;
    size::<Inputs>("Inputs", 4)?;
    size::<Hidden>("Hidden", 5)?;
    size::<Classes>("Classes", 3)?;
    let (x, dy) = (numbers.tensor::<(Batch, Inputs), f64>(), numbers.tensor::<(Batch, Inputs), f64>());
    let (mut y, mut dx) = (Tensor::zeros(), Tensor::zeros());
    Square.forward::<Train>(&x, &mut (), &mut y);
    equal("y", &y, |index| x[index] * x[index])?;
    Square.backward(&x, &mut (), &dy, Some(&mut dx), &mut Square);
    equal("dx", &dx, |index| 2.0 * x[index] * dy[index])?;
    let first = Linear::<Inputs, Hidden> { w: numbers.tensor(), b: numbers.tensor() };
    let last = Linear::<Hidden, Classes> { w: numbers.tensor(), b: numbers.tensor() };
    let (x, net): (_, Net) = (numbers.tensor::<(Batch, Inputs), f32>(), (first, Square, last));
    let found: Tensor<(Batch, Classes)> = scores(&net, &x);
    equal("scores", &found, |[n, c]| {
        let hidden =
            |h: usize| net.0.b[[0, h]] as f64 + (0..4).map(|i| (x[[n, i]] * net.0.w[[i, h]]) as f64).sum::<f64>();
        net.2.b[[0, c]] as f64 + (0..5).map(|h| hidden(h).powi(2) * net.2.w[[h, c]] as f64).sum::<f64>()
    })
}
