//! 7. Three units close a triangle around a circle: the smallest net that separates two rings. Run it with `cargo run --example 07_circles`.
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::{
    Array, Init, Layer, Linear, Params, Reduction, Sgd, Tanh, Tensor, Train, axes, bce_with_logits_loss_into, dim,
    network,
};
use std::f32::consts::TAU;

axes! { Points = 500; Plane = 2; Hidden = 3; Output = 1; }

network! {
    /// 2-3-1: two coordinates, three hidden units, one logit.
    struct Net { hidden: Linear<Plane, Hidden>, act: Tanh, out: Linear<Hidden, Output> }
}

/// Points on two rings, and for each point whether it is on the inner one.
fn rings(rng: &mut StdRng) -> (Tensor<(Points, Plane)>, Tensor<(Points, Output)>) {
    let noise = Tensor::<(Points, Plane)>::normal(0.0, 0.08, rng);
    let inner = |point: usize| point % 2 == 1;
    let x = Tensor::<(Points, Plane)>::from_fn(|[point, axis]| {
        let (radius, angle) = (if inner(point) { 0.4 } else { 1.0 }, TAU * point as f32 / 500.0);
        radius * if axis == 0 { angle.cos() } else { angle.sin() } + noise[[point, axis]]
    });
    (x, Tensor::<(Points, Output)>::from_fn(|[point, _]| if inner(point) { 1.0 } else { 0.0 }))
}

/// The share of points on the right side: a logit above 0 says "inner".
fn accuracy(logits: &Array<(Points, Output)>, y: &Array<(Points, Output)>) -> f32 {
    logits.zip_map(y, |logit, y| if (logit > 0.0) == (y == 1.0) { 1.0 } else { 0.0 }).mean_all()
}

/// The angles between the directions in which the hidden units find the end of the inner ring, in degrees.
fn angles(net: &Net) -> [f32; 3] {
    // tanh is odd: a unit whose output counts positively looks the other way.
    let direction = |unit: usize| {
        let outwards = -net.out.w[[unit, 0]].signum();
        (outwards * net.hidden.w[[1, unit]]).atan2(outwards * net.hidden.w[[0, unit]]).to_degrees()
    };
    [(0, 1), (1, 2), (2, 0)].map(|(a, b)| {
        let turn = (direction(a) - direction(b)).rem_euclid(360.0);
        turn.min(360.0 - turn)
    })
}

fn main() {
    let mut rng = StdRng::seed_from_u64(3);
    let (x, y) = rings(&mut rng);
    let mut net = Net::init(&mut rng);
    let (mut grad, mut optimizer) = (net.zeros_like(), Sgd::new(&net, 2.0).momentum(0.5));
    let (mut cache, mut logits, mut dlogits) = Default::default();
    for step in 0..=60 {
        net.forward::<Train>(&x, &mut cache, &mut logits);
        let loss = bce_with_logits_loss_into(&logits, &y, Reduction::Mean, &mut dlogits);
        if step % 10 == 0 {
            println!("step {step:>2}: loss {loss:.3}, accuracy {:.3}", accuracy(&logits, &y));
        }
        net.backward(&x, &mut cache, &dlogits, None, &mut grad);
        optimizer.step(&mut net, &grad);
    }
    let [a, b, c] = angles(&net);
    println!("the sides of the triangle look in directions {a:.0}°, {b:.0}° and {c:.0}° apart\n");

    // What the net thinks of the plane: `#` is "inner", and the triangle of the three units shows.
    for line in 0..24 {
        let row = (0..48).map(|column| {
            let point = [(column as f32 - 23.5) / 18.0, (11.5 - line as f32) / 9.0];
            let logit = net.predict(&Tensor::<(dim!(1), Plane)>::from([point]))[[0, 0]];
            if logit > 0.0 { '#' } else { '.' }
        });
        println!("{}", row.collect::<String>());
    }
    assert!(accuracy(&net.predict(&x), &y) > 0.99);
}
