//! Losses.
use super::*;
use shapeful::{
    Reduction, SimClrCache, Smoothing, bce_with_logits_loss, bce_with_logits_loss_into, content_loss,
    content_loss_into, discriminator_loss, discriminator_loss_into, generator_loss, generator_loss_into, gram_matrix,
    gram_matrix_backward, gram_matrix_into, huber_loss, huber_loss_into, kl_loss, kl_loss_into, linear_softmax_loss,
    linear_softmax_loss_into, linear_svm_loss, linear_svm_loss_into, ls_discriminator_loss, ls_discriminator_loss_into,
    ls_generator_loss, ls_generator_loss_into, mae_loss, mae_loss_into, mse_loss, mse_loss_into, sim, sim_backward,
    simclr_loss, simclr_loss_into, smooth_softmax_loss, smooth_softmax_loss_into, style_loss, style_loss_into, tv_loss,
    tv_loss_into,
};

/// A loss and its gradient agree, and are the same when the gradient goes into a buffer that holds something else.
#[track_caller]
fn loss_agrees<X: Shape>(
    x: &Array<X, f64>,
    loss: impl Fn(&Array<X, f64>) -> (f64, Tensor<X, f64>),
    into: impl Fn(&Array<X, f64>, &mut Array<X, f64>) -> f64,
) {
    agrees(x, |x| number(loss(x).0), |dy| loss(x).1 * dy.item());
    let mut dx = Tensor::full(f64::NAN);
    assert_eq!((into(x, &mut dx), dx), loss(x));
}
const BOTH: [Reduction; 2] = [Reduction::Mean, Reduction::Sum];
fn nan<S: Shape>() -> Tensor<S, f64> {
    Tensor::full(f64::NAN)
}

gradients! {
    for_errors: mse_loss mse_loss_into mae_loss mae_loss_into huber_loss huber_loss_into => {
        shapes!(S: {
            // No two are closer than a tenth, and none is that close to the kink of Huber's loss.
            let (x, y) = (spread::<S>(301), spread::<S>(302) + 0.1);
            for mode in BOTH {
                loss_agrees(&x, |x| mse_loss(x, &y, mode), |x, dx| mse_loss_into(x, &y, mode, dx));
                loss_agrees(&x, |x| mae_loss(x, &y, mode), |x, dx| mae_loss_into(x, &y, mode, dx));
                loss_agrees(&x, |x| huber_loss(x, &y, 0.55, mode), |x, dx| huber_loss_into(x, &y, 0.55, mode, dx));
            }
        });
    }
    for_binary_cross_entropy: bce_with_logits_loss bce_with_logits_loss_into => {
        shapes!(S: {
            let (x, y) = (random::<S>(303) * 4.0, random::<S>(304).map(|y| (y + 1.0) / 2.0));
            for mode in BOTH {
                let into = |x: &Array<S, f64>, dx: &mut Array<S, f64>| bce_with_logits_loss_into(x, &y, mode, dx);
                loss_agrees(&x, |x| bce_with_logits_loss(x, &y, mode), into);
            }
        });
    }
    for_the_divergence: kl_loss kl_loss_into => {
        let (x, mut y) = (random::<(N, M)>(305), random::<(N, M)>(306).softmax(M));
        y[[1, 2]] = 0.0;
        for mode in BOTH {
            loss_agrees(&x, |x| kl_loss(x, &y, mode), |x, dx| kl_loss_into(x, &y, mode, dx));
        }
    }
    for_smoothed_labels: smooth_softmax_loss smooth_softmax_loss_into => {
        let (x, y) = (random::<(N, M)>(307) * 3.0, Labels::new([4, 0, 4]).unwrap());
        for (mode, s) in BOTH.into_iter().zip([0.1, 1.0]) {
            let s = Smoothing::new(s).unwrap();
            loss_agrees(&x, |x| smooth_softmax_loss(x, &y, s, mode), |x, dx| smooth_softmax_loss_into(x, &y, s, mode, dx));
        }
        assert_eq!(smooth_softmax_loss(&x, &y, Smoothing::new(0.0).unwrap(), Reduction::Mean), softmax_loss(&x, &y));
    }
    for_adversarial_nets: discriminator_loss discriminator_loss_into generator_loss generator_loss_into => {
        let (real, fake) = (random::<(N, dim!(1))>(308) * 3.0, random::<(N, dim!(1))>(309) * 3.0);
        let (mut dreal, mut dfake) = (nan(), nan());
        let loss = discriminator_loss_into(&real, &fake, &mut dreal, &mut dfake);
        assert_eq!((loss, dreal, dfake), discriminator_loss(&real, &fake));
        let backward = |dy: &Array<(), f64>, real: &_, fake: &_| {
            let (_, dreal, dfake) = discriminator_loss(real, fake);
            (dreal * dy.item(), dfake * dy.item())
        };
        both_agree(&real, &fake, |real, fake| number(discriminator_loss(real, fake).0), backward);
        loss_agrees(&fake, generator_loss, generator_loss_into);
    }
    for_least_squares_adversarial_nets:
        ls_discriminator_loss ls_discriminator_loss_into ls_generator_loss ls_generator_loss_into => {
        let (real, fake) = (random::<(N, dim!(1))>(310) * 3.0, random::<(N, dim!(1))>(311) * 3.0);
        let (mut dreal, mut dfake) = (nan(), nan());
        let loss = ls_discriminator_loss_into(&real, &fake, &mut dreal, &mut dfake);
        assert_eq!((loss, dreal, dfake), ls_discriminator_loss(&real, &fake));
        let backward = |dy: &Array<(), f64>, real: &_, fake: &_| {
            let (_, dreal, dfake) = ls_discriminator_loss(real, fake);
            (dreal * dy.item(), dfake * dy.item())
        };
        both_agree(&real, &fake, |real, fake| number(ls_discriminator_loss(real, fake).0), backward);
        loss_agrees(&fake, ls_generator_loss, ls_generator_loss_into);
    }
    for_the_cosine: sim sim_backward => {
        let (a, b) = (random::<(M,)>(312), random::<(M,)>(313));
        both_agree(&a, &b, |a, b| number(sim(a, b)), |dy, a, b| sim_backward(dy.item(), a, b));
    }
    for_contrastive_learning: simclr_loss simclr_loss_into => {
        let (left, right) = (random::<(N, M)>(314), random::<(N, M)>(315));
        let mut cache = SimClrCache::default();
        // What an earlier call has left in the cache does not matter.
        simclr_loss_into(&right, &right, 3.0, &mut cache, &mut nan(), &mut nan());
        let (mut dleft, mut dright) = (nan(), nan());
        let loss = simclr_loss_into(&left, &right, 0.5, &mut cache, &mut dleft, &mut dright);
        assert_eq!((loss, dleft, dright), simclr_loss(&left, &right, 0.5));
        let backward = |dy: &Array<(), f64>, left: &_, right: &_| {
            let (_, dleft, dright) = simclr_loss(left, right, 0.5);
            (dleft * dy.item(), dright * dy.item())
        };
        both_agree(&left, &right, |left, right| number(simclr_loss(left, right, 0.5).0), backward);
    }
    for_the_transfer_of_style: content_loss content_loss_into gram_matrix gram_matrix_into gram_matrix_backward
        style_loss style_loss_into tv_loss tv_loss_into => {
        type S = (B, C, N, M);
        let (x, y) = (random::<S>(316), random::<S>(317));
        loss_agrees(&x, |x| content_loss(0.7, x, &y), |x, dx| content_loss_into(0.7, x, &y, dx));
        loss_agrees(&x, |x| tv_loss(x, 0.7), |x, dx| tv_loss_into(x, 0.7, dx));
        agrees(&x, gram_matrix, |dgram| gram_matrix_backward(dgram, &x));
        let mut gram = nan();
        gram_matrix_into(&x, &mut gram);
        assert_eq!(gram, gram_matrix(&x));
        // A target that is no Gram matrix, as it is not symmetric, has a gradient all the same.
        let target = random::<(B, C, C)>(318);
        let into = |x: &Array<S, f64>, dx: &mut Array<S, f64>| style_loss_into(x, &target, 0.7, &mut nan(), &mut nan(), dx);
        loss_agrees(&x, |x| style_loss(x, &target, 0.7), into);
    }
    for_linear_classifiers: linear_softmax_loss linear_softmax_loss_into linear_svm_loss linear_svm_loss_into => {
        let (w, x, y) = (random::<(M, K)>(319), random::<(N, M)>(320), Labels::new([4, 0, 4]).unwrap());
        let into = |w: &Array<(M, K), f64>, dw: &mut Array<(M, K), f64>|
            linear_softmax_loss_into(w, &x, &y, 0.7, &mut nan(), &mut nan(), dw);
        loss_agrees(&w, |w| linear_softmax_loss(w, &x, &y, 0.7), into);
        let into = |w: &Array<(M, K), f64>, dw: &mut Array<(M, K), f64>|
            linear_svm_loss_into(w, &x, &y, 0.7, &mut nan(), &mut nan(), dw);
        loss_agrees(&w, |w| linear_svm_loss(w, &x, &y, 0.7), into);
    }
}

mod at_the_kink {
    use super::*;

    #[test]
    fn equal_targets_pull_nowhere() {
        let x = random::<(N, M)>(321);
        for mode in BOTH {
            for (loss, dx) in [mse_loss(&x, &x, mode), mae_loss(&x, &x, mode), huber_loss(&x, &x, 0.5, mode)] {
                assert_eq!((loss, dx), (0.0, Tensor::zeros()));
            }
        }
    }
    #[test]
    fn huber_has_one_slope_where_its_parts_meet() {
        let x = Tensor::<(B,), f64>::from([2.0, -2.0]);
        assert_eq!(huber_loss(&x, &Tensor::zeros(), 2.0, Reduction::Sum), (4.0, x.clone()));
    }
}
