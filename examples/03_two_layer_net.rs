//! 3. The homework: a two-layer net by hand, with `affine_backward`. Run it with `cargo run --example 03_two_layer_net`.
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::{
    AffineGrads, Axis, Error, Labels, Tensor, affine_backward, affine_forward, affine_relu_backward,
    affine_relu_forward, axes, dim, l2_backward, l2_loss, sgd, softmax_loss,
};

axes! { Batch = 50; Inputs = 20; Hidden = 40; Classes = 3; }

fn main() -> Result<(), Error> {
    let mut rng = StdRng::seed_from_u64(231);
    let x = Tensor::<(Batch, Inputs)>::normal(0.0, 1.0, &mut rng);
    let y = Labels::<Batch, Classes>::new(std::array::from_fn::<_, 50, _>(|n| n % 3))?;

    let mut w1 = Tensor::<(Inputs, Hidden)>::normal(0.0, 0.1, &mut rng);
    let mut b1 = Tensor::<(dim!(1), Hidden)>::zeros();
    let mut w2 = Tensor::<(Hidden, Classes)>::normal(0.0, 0.1, &mut rng);
    let mut b2 = Tensor::<(dim!(1), Classes)>::zeros();

    let (reg, learning_rate) = (1e-4, 0.5);
    for step in 0..=200 {
        // Forward.
        let hidden = affine_relu_forward(&x, &w1, &b1);
        let scores = affine_forward(&hidden, &w2, &b2);
        let (data_loss, dscores) = softmax_loss(&scores, &y);
        let loss = data_loss + l2_loss(&w1, reg) + l2_loss(&w2, reg);

        // Backward: every gradient has the shape of what it is the gradient of, or this does not compile.
        let AffineGrads { dx: dhidden, dw: mut dw2, db: db2 } = affine_backward(&dscores, &hidden, &w2);
        let AffineGrads { dw: mut dw1, db: db1, .. } = affine_relu_backward(&dhidden, &hidden, &x, &w1);
        dw1 += &l2_backward(&w1, reg);
        dw2 += &l2_backward(&w2, reg);

        if step % 50 == 0 {
            let right =
                scores.argmax(Axis::<1>).as_slice().iter().zip(y.iter()).filter(|&(&guess, y)| guess == y).count();
            println!("step {step:3}: loss {loss:.4}, {right} of 50 right");
        }
        sgd(&mut w1, &dw1, learning_rate);
        sgd(&mut b1, &db1, learning_rate);
        sgd(&mut w2, &dw2, learning_rate);
        sgd(&mut b2, &db2, learning_rate);
    }
    Ok(())
}
