use exercise::{Batch, Classes, Hidden, Inputs, Net, train};
use harness::{Numbers, Verdict, equal, equal_number, size};
use shapeful::{
    AffineGrads, Linear, Relu, affine_backward, affine_forward, affine_relu_backward, affine_relu_forward, sgd,
    softmax_loss,
};

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Batch>("Batch", 6)?;
    size::<Inputs>("Inputs", 4)?;
    size::<Hidden>("Hidden", 5)?;
    size::<Classes>("Classes", 3)?;
    let (x, y) = (numbers.tensor::<(Batch, Inputs), f32>(), numbers.labels::<Batch, Classes>());
    let mut first = Linear::<Inputs, Hidden> { w: numbers.tensor(), b: numbers.tensor() };
    let mut last = Linear::<Hidden, Classes> { w: numbers.tensor(), b: numbers.tensor() };
    let mut net = Net { hidden: first.clone(), act: Relu, out: last.clone() };

    let rounds = 20 + numbers.below(20);
    let losses = train(&mut net, &x, &y, rounds);
    if losses.len() != rounds {
        return Err(format!("train was asked for {rounds} rounds, and returned {} losses", losses.len()));
    }
    // The same by hand.
    for (round, found) in losses.into_iter().enumerate() {
        let hidden = affine_relu_forward(&x, &first.w, &first.b);
        let (loss, dscores) = softmax_loss(&affine_forward(&hidden, &last.w, &last.b), &y);
        equal_number(&format!("losses[{round}]"), found, loss as f64)?;
        let AffineGrads { dx: dhidden, dw, db } = affine_backward(&dscores, &hidden, &last.w);
        sgd(&mut last.w, &dw, 0.1);
        sgd(&mut last.b, &db, 0.1);
        let AffineGrads { dw, db, .. } = affine_relu_backward(&dhidden, &hidden, &x, &first.w);
        sgd(&mut first.w, &dw, 0.1);
        sgd(&mut first.b, &db, 0.1);
    }
    equal("the weights of the last layer: w", &net.out.w, |index| last.w[index] as f64)?;
    equal("the weights of the first layer: w", &net.hidden.w, |index| first.w[index] as f64)
}
