//! The losses against PyTorch, their algebra, and what becomes of extremes.
use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::{
    Array, Error, Labels, Reduction, Shape, Smoothing, Tensor, axes, bce_with_logits_loss, content_loss, dim,
    discriminator_loss, generator_loss, gram_matrix, huber_loss, kl_loss, linear_softmax_loss, linear_svm_loss,
    ls_discriminator_loss, ls_generator_loss, mae_loss, mse_loss, sim, sim_backward, simclr_loss, smooth_softmax_loss,
    softmax_loss, style_loss, svm_loss, tv_loss,
};

#[path = "support/fixtures.rs"]
mod fixtures;
use fixtures::{Fixtures, assert_close};

axes! { One = 1; Images = 2; Batch = 3; C = 3; H = 4; W = 5; Classes = 5; Fake = 4; }
const BOTH: [(Reduction, &str); 2] = [(Reduction::Mean, "mean"), (Reduction::Sum, "sum")];
type Row = (Batch, Classes);

fn random<S: Shape>(seed: u64) -> Tensor<S, f64> {
    Tensor::normal(0.0, 1.0, &mut StdRng::seed_from_u64(seed))
}
fn labels<const N: usize>(values: &[f64]) -> [usize; N] {
    std::array::from_fn(|i| values[i] as usize)
}
fn smoothing(part: f64) -> Smoothing {
    Smoothing::new(part).unwrap()
}

mod against_pytorch {
    use super::*;

    #[track_caller]
    fn agree<S: Shape>(file: &Fixtures, case: &str, (loss, dx): (f64, Tensor<S, f64>), gradient: &str) {
        assert_close(&[loss], &file.numbers(case, "loss"));
        assert_close(dx.as_slice(), &file.numbers(case, gradient));
    }

    #[test]
    fn errors_are_the_same() {
        let file = Fixtures::read("losses");
        for (mode, name) in BOTH {
            let case = |loss: &str| {
                let case = format!("{loss}_{name}");
                (file.tensor::<Row>(&case, "x"), file.tensor::<Row>(&case, "y"), case)
            };
            let (x, y, name) = case("mse");
            agree(&file, &name, mse_loss(&x, &y, mode), "dx");
            let (x, y, name) = case("mae");
            agree(&file, &name, mae_loss(&x, &y, mode), "dx");
            let (x, y, name) = case("huber");
            agree(&file, &name, huber_loss(&x, &y, 0.7, mode), "dx");
            let (x, y, name) = case("bce");
            agree(&file, &name, bce_with_logits_loss(&x, &y, mode), "dx");
            let (x, y, name) = case("kl");
            agree(&file, &name, kl_loss(&x, &y, mode), "dx");
        }
    }
    #[test]
    fn smoothed_labels_are_the_same() {
        let file = Fixtures::read("losses");
        for (mode, name) in BOTH {
            let case = format!("smooth_{name}");
            let y = Labels::new(labels::<3>(&file.numbers(&case, "y"))).unwrap();
            agree(&file, &case, smooth_softmax_loss(&file.tensor::<Row>(&case, "x"), &y, smoothing(0.1), mode), "dx");
        }
    }
    #[test]
    fn adversarial_nets_are_the_same() {
        let file = Fixtures::read("losses");
        let logits = |case: &str, which: &str| file.tensor::<(Fake, One)>(case, which);
        type Loss = fn(
            &Array<(Fake, One), f64>,
            &Array<(Fake, One), f64>,
        ) -> (f64, Tensor<(Fake, One), f64>, Tensor<(Fake, One), f64>);
        for (case, loss) in [("discriminator", discriminator_loss as Loss), ("ls_discriminator", ls_discriminator_loss)]
        {
            let (loss, dreal, dfake) = loss(&logits(case, "real"), &logits(case, "fake"));
            agree(&file, case, (loss, dreal), "dreal");
            agree(&file, case, (loss, dfake), "dfake");
        }
        agree(&file, "generator", generator_loss(&logits("generator", "fake")), "dfake");
        agree(&file, "ls_generator", ls_generator_loss(&logits("ls_generator", "fake")), "dfake");
    }
    #[test]
    fn contrastive_learning_is_the_same() {
        let file = Fixtures::read("losses");
        let (left, right) = (file.tensor::<Row>("simclr", "left"), file.tensor::<Row>("simclr", "right"));
        let (loss, dleft, dright) = simclr_loss(&left, &right, 0.5);
        agree(&file, "simclr", (loss, dleft), "dleft");
        agree(&file, "simclr", (loss, dright), "dright");
        let (a, b) = (file.tensor::<(Classes,)>("sim", "a"), file.tensor::<(Classes,)>("sim", "b"));
        let (da, db) = sim_backward(1.0, &a, &b);
        agree(&file, "sim", (sim(&a, &b), da), "da");
        agree(&file, "sim", (sim(&a, &b), db), "db");
    }
    #[test]
    fn the_transfer_of_style_is_the_same() {
        let file = Fixtures::read("losses");
        let x = |case: &str| file.tensor::<(Images, C, H, W)>(case, "x");
        assert_close(gram_matrix(&x("gram")).as_slice(), &file.numbers("gram", "gram"));
        agree(&file, "content", content_loss(0.7, &x("content"), &file.tensor("content", "y")), "dx");
        agree(&file, "style", style_loss(&x("style"), &file.tensor("style", "y"), 0.7), "dx");
        agree(&file, "tv", tv_loss(&x("tv"), 0.7), "dx");
    }
    #[test]
    fn linear_classifiers_are_the_same() {
        let file = Fixtures::read("losses");
        let load = |case: &str| {
            let y = Labels::<Batch, Fake>::new(labels::<3>(&file.numbers(case, "y"))).unwrap();
            (file.tensor::<(Classes, Fake)>(case, "w"), file.tensor::<Row>(case, "x"), y)
        };
        let (w, x, y) = load("linear_softmax");
        agree(&file, "linear_softmax", linear_softmax_loss(&w, &x, &y, 0.7), "dw");
        let (w, x, y) = load("linear_svm");
        agree(&file, "linear_svm", linear_svm_loss(&w, &x, &y, 0.7), "dw");
    }
}

/// The losses of one number for each element, of predictions and targets.
type Elementwise = fn(&Array<Row, f64>, &Array<Row, f64>, Reduction) -> (f64, Tensor<Row, f64>);
const ELEMENTWISE: [Elementwise; 4] =
    [mse_loss, mae_loss, |x, y, mode| huber_loss(x, y, 0.7, mode), bce_with_logits_loss];

fn numbers<S: Shape>() -> impl Strategy<Value = Tensor<S, f64>> {
    proptest::collection::vec(-10.0..10.0, S::LEN).prop_map(|x| Tensor::try_from(x).unwrap())
}
fn close(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-9 * (1.0 + expected.abs())
}
proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn the_mean_is_the_sum_divided(x in numbers::<Row>(), y in numbers::<Row>(), label in 0..5_usize) {
        let y = y.sigmoid();
        let count = Row::LEN as f64;
        for loss in ELEMENTWISE {
            let ((mean, dmean), (sum, dsum)) = (loss(&x, &y, Reduction::Mean), loss(&x, &y, Reduction::Sum));
            prop_assert!(close(mean * count, sum));
            prop_assert!((dmean * count - dsum).abs().max_all() < 1e-12);
        }
        let (mean, sum) = (kl_loss(&x, &y, Reduction::Mean), kl_loss(&x, &y, Reduction::Sum));
        prop_assert!(close(3.0 * mean.0, sum.0) && (mean.1 * 3.0 - sum.1).abs().max_all() < 1e-12);
        let y = Labels::new([label, 0, 4]).unwrap();
        let smooth = |mode| smooth_softmax_loss(&x, &y, smoothing(0.3), mode);
        let (mean, sum) = (smooth(Reduction::Mean), smooth(Reduction::Sum));
        prop_assert!(close(3.0 * mean.0, sum.0) && (mean.1 * 3.0 - sum.1).abs().max_all() < 1e-12);
    }
    #[test]
    fn no_loss_is_negative(x in numbers::<Row>(), y in numbers::<Row>(), label in 0..5_usize, s in 0.0..1.0) {
        let p = y.sigmoid();
        for loss in ELEMENTWISE {
            prop_assert!(loss(&x, &p, Reduction::Sum).0 >= 0.0);
        }
        let (log_p, q) = (x.softmax(Classes).ln(), y.softmax(Classes));
        prop_assert!(kl_loss(&log_p, &q, Reduction::Sum).0 >= -1e-12);
        prop_assert!(kl_loss(&q.ln(), &q, Reduction::Sum).0.abs() < 1e-12);
        let labels = Labels::new([label, 0, 4]).unwrap();
        prop_assert!(smooth_softmax_loss(&x, &labels, smoothing(s), Reduction::Mean).0 >= 0.0);
        prop_assert!(discriminator_loss(&x, &y).0 >= 0.0 && generator_loss(&x).0 >= 0.0);
        prop_assert!(ls_discriminator_loss(&x, &y).0 >= 0.0 && ls_generator_loss(&x).0 >= 0.0);
        prop_assert!(simclr_loss(&x, &y, 0.5).0 >= 0.0);
    }
    /// Adding one number to all scores of a row changes nothing, and the gradient of a row adds up to 0.
    #[test]
    fn scores_count_by_their_differences(x in numbers::<Row>(), shift in -10.0..10.0, label in 0..5_usize, s in 0.0..1.0) {
        let y = Labels::new([label, 0, 4]).unwrap();
        let losses = |x: &Array<Row, f64>| [smooth_softmax_loss(x, &y, smoothing(s), Reduction::Sum), softmax_loss(x, &y), svm_loss(x, &y)];
        let mut moved = x.clone();
        moved.row_mut(1).map_in_place(|x| x + shift);
        for ((loss, dx), (again, dagain)) in losses(&x).into_iter().zip(losses(&moved)) {
            prop_assert!(close(again, loss));
            prop_assert!(dx.sum(Classes).abs().max_all() < 1e-12);
            prop_assert!((dx - dagain).abs().max_all() < 1e-9);
        }
    }
    /// The two views of SimCLR may be exchanged, and made longer, without a change.
    #[test]
    fn contrastive_learning_looks_at_directions(x in numbers::<Row>(), y in numbers::<Row>(), longer in 0.1..10.0) {
        let (loss, dleft, dright) = simclr_loss(&x, &y, 0.5);
        let (same, dright_too, dleft_too) = simclr_loss(&y, &x, 0.5);
        prop_assert!(close(loss, same));
        prop_assert!((&dleft - &dleft_too).abs().max_all() < 1e-9 && (&dright - &dright_too).abs().max_all() < 1e-9);
        prop_assert!(close(simclr_loss(&(&x * longer), &y, 0.5).0, loss));
        prop_assert!(close(dleft.dot(&x), 0.0));
    }
    /// Style does not see where something is: pixels in another order have the same Gram matrix.
    #[test]
    fn style_is_the_same_everywhere(x in numbers::<(Images, C, H, W)>()) {
        let turned = x.permute((Images, C, W, H));
        prop_assert!((gram_matrix(&x) - gram_matrix(&turned)).abs().max_all() < 1e-9);
        prop_assert!(close(tv_loss(&x, 0.7).0, tv_loss(&turned, 0.7).0));
    }
}

mod extremes {
    use super::*;

    #[test]
    fn huge_logits_give_finite_numbers() {
        let x = Tensor::<Row, f32>::from_fn(|[n, c]| if (n + c) % 2 == 0 { 1e4 } else { -1e4 });
        let y = Labels::new([1, 1, 1]).unwrap();
        let finite =
            |(loss, dx): (f32, Tensor<Row, f32>)| loss.is_finite() && dx.as_slice().iter().all(|d| d.is_finite());
        for (mode, _) in BOTH {
            assert!(finite(smooth_softmax_loss(&x, &y, smoothing(0.1), mode)));
            for target in [0.0, 0.3, 1.0] {
                assert!(finite(bce_with_logits_loss(&x, &Tensor::full(target), mode)));
            }
            assert!(finite(kl_loss(&x, &x.softmax(Classes), mode)));
        }
        assert!(finite(generator_loss(&x)));
        let (loss, dreal, dfake) = discriminator_loss(&x, &-&x);
        assert!(finite((loss, dreal)) && finite((loss, dfake)));
        assert_eq!(bce_with_logits_loss(&x, &x.map(|x| if x > 0.0 { 1.0 } else { 0.0 }), Reduction::Sum).0, 0.0);
    }
    #[test]
    fn one_class_is_certain() {
        let (x, y) = (random::<(Batch, One)>(1), Labels::new([0, 0, 0]).unwrap());
        for s in [0.0, 0.5, 1.0] {
            assert_eq!(smooth_softmax_loss(&x, &y, smoothing(s), Reduction::Sum), (0.0, Tensor::zeros()));
        }
        let certain = Tensor::<(Batch, One), f64>::ones();
        assert_eq!(kl_loss(&certain.ln(), &certain, Reduction::Mean).0, 0.0);
    }
    #[test]
    fn a_batch_of_one_has_the_mean_of_one() {
        let (x, y) = (random::<(One, One)>(2), Tensor::<(One, One), f64>::full(0.25));
        assert_eq!(mse_loss(&x, &y, Reduction::Mean), mse_loss(&x, &y, Reduction::Sum));
        assert_eq!(bce_with_logits_loss(&x, &y, Reduction::Mean), bce_with_logits_loss(&x, &y, Reduction::Sum));
        let (loss, dleft, dright) = simclr_loss(&random::<(One, Classes)>(3), &random(4), 0.1);
        assert!(loss.abs() < 1e-12 && dleft.abs().max_all() < 1e-12 && dright.abs().max_all() < 1e-12);
        let image = random::<(One, One, One, One)>(5);
        assert_eq!(tv_loss(&image, 1.0), (0.0, Tensor::zeros()));
    }
    #[test]
    fn what_is_not_a_number_stays_none() {
        let (mut x, y) = (random::<Row>(6), Tensor::<Row, f64>::zeros());
        x[[1, 2]] = f64::NAN;
        for loss in ELEMENTWISE {
            let (loss, dx) = loss(&x, &y, Reduction::Mean);
            assert!(loss.is_nan() && dx[[1, 2]].is_nan() && !dx[[1, 1]].is_nan());
        }
        assert!(kl_loss(&x, &y, Reduction::Mean).0.is_nan());
        let smooth = smooth_softmax_loss(&x, &Labels::new([0, 0, 0]).unwrap(), smoothing(0.1), Reduction::Mean);
        assert!(
            smooth.0.is_nan() && smooth.1.row(1).as_slice().iter().all(|d| d.is_nan()) && !smooth.1[[0, 0]].is_nan()
        );
        assert!(discriminator_loss(&x, &y).0.is_nan() && discriminator_loss(&y, &x).0.is_nan());
        assert!(ls_discriminator_loss(&x, &y).0.is_nan() && ls_generator_loss(&x).0.is_nan());
        let (loss, dleft, dright) = simclr_loss(&x, &random(7), 0.5);
        assert!(loss.is_nan() && dleft[[1, 2]].is_nan() && dright[[1, 2]].is_nan());
        let mut image = Tensor::<(One, One, H, W), f64>::ones();
        image[[0, 0, 3, 4]] = f64::NAN;
        assert!(tv_loss(&image, 1.0).0.is_nan() && content_loss(1.0, &image, &image).0.is_nan());
        assert!(gram_matrix(&image).max_all().is_nan() && style_loss(&image, &Tensor::zeros(), 1.0).0.is_nan());
        let y = Labels::new([0, 1, 2]).unwrap();
        let (w, images) = (random::<(Classes, C)>(8), x);
        assert!(
            linear_softmax_loss(&w, &images, &y, 0.0).0.is_nan() && linear_svm_loss(&w, &images, &y, 0.0).0.is_nan()
        );
    }
    #[test]
    fn no_part_of_one() {
        for part in [-0.1, -f64::MIN_POSITIVE, 1.000_000_1, 7.0, f64::NAN, f64::INFINITY, -f64::INFINITY] {
            assert!(matches!(Smoothing::new(part), Err(Error::Smoothing { .. })), "{part}");
        }
        assert!(Smoothing::new(0.0).is_ok() && Smoothing::new(1.0).is_ok());
    }
    #[test]
    fn classes_that_are_ruled_out() {
        const INF: f64 = f64::INFINITY;
        let x = Tensor::<(One, dim!(3)), f64>::from([[0.0, 0.0, -INF]]);
        let (likely, never) = (Labels::new([0]).unwrap(), Labels::new([2]).unwrap());
        for (mode, _) in BOTH {
            assert_eq!(smooth_softmax_loss(&x, &likely, smoothing(0.0), mode), softmax_loss(&x, &likely));
            assert_eq!(smooth_softmax_loss(&x, &never, smoothing(0.0), mode), softmax_loss(&x, &never));
            for (y, s) in [(&likely, 0.3), (&never, 0.3), (&likely, 1.0), (&never, 1.0)] {
                let (loss, dx) = smooth_softmax_loss(&x, y, smoothing(s), mode);
                assert_eq!(loss, INF, "a part of the target lies on what never happens");
                assert!(dx.as_slice().iter().all(|dx| dx.is_finite()));
            }
        }
    }
    #[test]
    fn many_margins() {
        axes! { Words = 1048576; }
        let mut x = Tensor::<(One, Words)>::zeros();
        x[[0, 0]] = 0.9;
        let exact = f64::from(1.0_f32 - 0.9) * 1_048_575.0;
        let (loss, dx) = svm_loss(&x, &Labels::new([0]).unwrap());
        assert!((f64::from(loss) / exact - 1.0).abs() < 5e-7, "{loss} is not {exact}");
        assert_eq!(dx[[0, 0]], -1_048_575.0);
    }
    #[test]
    fn what_is_predicted_never_to_happen_and_never_does_costs_nothing() {
        let x = Tensor::<(One, dim!(2)), f64>::from([[0.0, f64::NEG_INFINITY]]);
        let y = Tensor::from([[1.0, 0.0]]);
        assert_eq!(kl_loss(&x, &y, Reduction::Mean).0, 0.0);
        assert_eq!(kl_loss(&x, &Tensor::full(0.5), Reduction::Mean).0, f64::INFINITY);
    }
    #[test]
    fn a_vector_of_zeros_has_no_direction() {
        assert!(simclr_loss(&Tensor::<Row, f64>::zeros(), &random(9), 0.5).0.is_nan());
        assert!(sim(&Tensor::<(Classes,), f64>::zeros(), &random(10)).is_nan());
    }
}
