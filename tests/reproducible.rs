//! With the feature `reproducible` a training has these bits on every machine.
#![cfg(feature = "reproducible")]
use shapeful::{
    Adam, Array, Float, Gelu, Labels, Layer, LayerNorm, Linear, Params, Tensor, Train, axes, network, softmax_loss,
};

axes! { Batch = 6; Pixels = 150; Hidden = 37; Classes = 5; }
network! {
    struct Net<E: Float> {
        hidden: Linear<Pixels, Hidden, E>,
        norm: LayerNorm<Hidden, E>,
        act: Gelu,
        out: Linear<Hidden, Classes, E>,
    }
}

/// A number in [-1, 1) for each place, the same on every machine.
fn mixed<E: Float>(place: usize) -> E {
    let mixed =
        (place as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    E::of((mixed >> 40) as f64 / f64::from(1 << 23) - 1.0)
}
/// Folds the bits of all parameters after ten steps of training into one number.
fn trained<E: Float>() -> u64 {
    let mut net = Net::<E> { hidden: Linear::zeros(), norm: LayerNorm::new(), act: Gelu, out: Linear::zeros() };
    let mut place = 0;
    net.each_param_mut(|_, values| {
        for value in values {
            *value += mixed::<E>(place) * E::of(0.2);
            place += 1;
        }
    });
    let x = Tensor::<(Batch, Pixels), E>::from_fn(|[n, d]| mixed(7 * n + 1000 * d));
    let y = Labels::<Batch, Classes>::new([0, 3, 1, 4, 2, 0]).expect("every label is a class");
    let (mut grad, mut optimizer) = (net.zeros_like(), Adam::new(&net, E::of(0.01)));
    let (mut cache, mut scores) = (Default::default(), Tensor::<(Batch, Classes), E>::zeros());
    for _ in 0..10 {
        net.forward::<Train>(&x, &mut cache, &mut scores);
        let (_, dscores) = softmax_loss(&scores, &y);
        net.backward(&x, &mut cache, &dscores, None::<&mut Array<_, E>>, &mut grad);
        optimizer.step(&mut net, &grad);
    }
    let mut fold = 0_u64;
    net.each_param(|_, values| {
        for value in values {
            // Whole in both types of floats: the bits of an f32 are those of the f64 that it is.
            fold = fold.rotate_left(7) ^ value.to_f64().to_bits();
        }
    });
    fold
}

#[test]
fn a_training_in_f32_has_these_bits() {
    assert_eq!(format!("{:016x}", trained::<f32>()), "2d58e940b88a3944");
}
#[test]
fn a_training_in_f64_has_these_bits() {
    assert_eq!(format!("{:016x}", trained::<f64>()), "b78d0d9471b44c4d");
}
