//! 4. The same net from layers, trained without allocating. Run it with `cargo run --example 04_network`.
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::{
    Error, Init, Labels, Layer, Linear, Params, Relu, Sgd, Tensor, Train, axes, network, softmax_loss_into,
};

axes! { Batch = 50; One = 1; Inputs = 20; Hidden = 40; Classes = 3; }

network! {
    struct Net {
        hidden: Linear<Inputs, Hidden>,
        act: Relu,
        out: Linear<Hidden, Classes>,
    }
}

fn main() -> Result<(), Error> {
    let mut rng = StdRng::seed_from_u64(231);
    let x = Tensor::<(Batch, Inputs)>::normal(0.0, 1.0, &mut rng);
    let y = Labels::<Batch, Classes>::new(std::array::from_fn::<_, 50, _>(|n| n % 3))?;

    // The gradient is a value of the net's own type, and so is the optimizer's velocity.
    let mut net = Net::init(&mut rng);
    let mut grad = net.zeros_like();
    let mut optimizer = Sgd::new(&net, 0.1).momentum(0.9).weight_decay(1e-4);
    println!("{} parameters", net.count());

    // Every buffer is made here; a step writes into them.
    let (mut cache, mut scores, mut dscores) = Default::default();
    for step in 0..=100 {
        net.forward::<Train>(&x, &mut cache, &mut scores);
        let loss = softmax_loss_into(&scores, &y, &mut dscores);
        net.backward(&x, &mut cache, &dscores, None, &mut grad);
        if step % 25 == 0 {
            println!("step {step:3}: loss {loss:.4}, |db| of the last layer {:.4}", grad.out.b.dot(&grad.out.b).sqrt());
        }
        optimizer.step(&mut net, &grad);
    }

    // The batch is part of the call, not of the net: the same net reads one example.
    let one: &shapeful::Array<(One, Inputs)> = shapeful::Array::from_slice_ref(x.row(7).as_slice())?;
    let scores: Tensor<(One, Classes)> = net.predict(one);
    println!("example 7 is of class {}, and is read as {}", y[7], scores.argmax(Classes).as_slice()[0]);
    Ok(())
}
