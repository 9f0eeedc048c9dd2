//! What is infinite or not a number: where it is found, and what is left then.
use super::*;
use shapeful::train::L2;
use shapeful::{BatchNorm, Dropout, Keep, Key};

type Points = Examples<(One,), dim!(3)>;
type Net = Linear<One, dim!(3)>;

/// Twelve points, of which ten are of class 0.
fn points() -> Points {
    let classes = (0..12).map(|n| if n < 10 { 0 } else { 1 }).collect();
    Points::new((0..12).map(|n| n as f32 / 12.0).collect(), classes).unwrap()
}
fn trainer(rate: f32) -> Trainer<Net, Sgd<Net>, SoftmaxLoss, dim!(4)> {
    let net = Net { w: Tensor::full(0.5), b: Tensor::zeros() };
    let optimizer = Sgd::new(&net, rate);
    Trainer::new::<dim!(4)>(net, optimizer, SoftmaxLoss)
}

#[test]
fn a_gradient_is_found_in_its_step_and_the_best_model_stays() {
    let data = points();
    for poison in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let mut steps = 0;
        let mut trainer = trainer(1e-3).on_gradient(move |grad| {
            steps += 1;
            if steps == 6 {
                grad.w[[0, 2]] = poison;
            }
        });
        let error = trainer.train(&data, &data).unwrap_err();
        let TrainError::GradientNotFinite { epoch: 1, step: 2, param, value } = &error else { panic!("{error}") };
        assert_eq!((&param[..], value.is_nan()), ("w", poison.is_nan()));
        assert!(error.to_string().starts_with("the gradient of `w` has "), "{error}");
        assert_eq!(trainer.history.loss.len(), 5);
        let mut one_epoch = super::not_finite::trainer(1e-3).epochs(1);
        one_epoch.train(&data, &data).unwrap();
        assert_eq!(bits(&trainer.model), bits(&one_epoch.model), "the best model is that after the first epoch");
        assert_eq!(bits(trainer.best()), bits(&trainer.model));
    }
}
#[test]
fn a_model_that_overflows_in_the_last_step_is_an_error() {
    let data = points();
    let before = bits(&trainer(1.0).model);
    for epochs in [1, 2] {
        let mut trainer = trainer(f32::INFINITY).epochs(epochs);
        let error = trainer.train(&data, &data).unwrap_err();
        let TrainError::ModelNotFinite { epoch: 0, step: 1, param, .. } = &error else { panic!("{error}") };
        assert_eq!(param, "w");
        assert_eq!(bits(&trainer.model), before, "there was no look at it yet");
    }
    // One step in all.
    let net = Net { w: Tensor::full(0.5), b: Tensor::zeros() };
    let optimizer = Sgd::new(&net, f32::INFINITY);
    let mut trainer = Trainer::new::<dim!(12)>(net, optimizer, SoftmaxLoss).epochs(1);
    assert!(matches!(trainer.train(&data, &data), Err(TrainError::ModelNotFinite { .. })));
    assert_eq!(bits(&trainer.model), before);
}
#[test]
fn without_a_validation_set_the_model_of_the_last_epoch_stays() {
    let (data, none) = (points(), Points::new(vec![], vec![]).unwrap());
    let mut steps = 0;
    let mut failing = trainer(0.1).on_gradient(move |grad| {
        steps += 1;
        if steps == 8 {
            grad.b.fill(f32::NAN);
        }
    });
    failing.train(&data, &none).unwrap_err();
    let mut two_epochs = trainer(0.1).epochs(2);
    two_epochs.train(&data, &none).unwrap();
    assert_eq!(bits(&failing.model), bits(&two_epochs.model));
}
#[test]
fn before_the_first_look_the_model_that_the_training_began_with_stays() {
    let mut trainer = trainer(0.1).on_gradient(|grad| grad.b.fill(f32::NAN));
    // Not the one that the trainer was made with.
    trainer.model.w.fill(7.0);
    trainer.train(&points(), &points()).unwrap_err();
    assert_eq!((&trainer.model.w, &trainer.best().w), (&Tensor::full(7.0), &Tensor::full(7.0)));
}
#[test]
fn a_loss_moves_no_states() {
    type Layers = (Linear<One, Second>, BatchNorm<Second>, Dropout, Linear<Second, dim!(3)>);
    let layers = || -> Layers {
        (
            Init::init(&mut rng(1)),
            BatchNorm::new(),
            Dropout::new(Keep::new(0.5).unwrap(), Key::new(1)),
            Init::init(&mut rng(2)),
        )
    };
    let data = Points::new(vec![1.0, 2.0, f32::NAN, 4.0], vec![0, 1, 2, 0]).unwrap();
    let optimizer = Sgd::new(&layers(), 0.1);
    let mut trainer = Trainer::new::<dim!(4)>(layers(), optimizer, SoftmaxLoss);
    assert!(matches!(trainer.train(&data, &data), Err(TrainError::NotFinite { .. })));
    assert_eq!(bits(&trainer.model), bits(&layers()));

    // Nor does a penalty that overflows. The objective itself, since the trainer would put the best model back.
    let good = Points::new(vec![1.0, 2.0, 3.0, 4.0], vec![0, 1, 2, 0]).unwrap();
    let batch = good.to_batch::<dim!(4)>().unwrap();
    for (objective, batch) in [
        (L2 { loss: SoftmaxLoss, reg: f32::INFINITY }, batch),
        (L2 { loss: SoftmaxLoss, reg: 0.1 }, data.to_batch::<dim!(4)>().unwrap()),
    ] {
        let (mut net, mut grad, mut work) = (layers(), layers(), Default::default());
        assert!(!objective.loss(&mut net, &batch, &mut work, &mut grad).is_finite());
        assert_eq!(bits(&net), bits(&layers()));
    }
}
#[test]
fn a_score_of_no_answer_is_never_the_best() {
    for wrong in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let mut trainer = trainer(0.1).epochs(3);
        let data = Points::new(vec![wrong; 3], vec![0, 0, 0]).unwrap();
        assert!(trainer.evaluate(&data).is_nan(), "of {wrong}");
        trainer.train(&points(), &data).unwrap();
        assert!(trainer.history.validation_scores.iter().all(|score| score.is_nan()));
        let mut without = super::not_finite::trainer(0.1).epochs(3);
        without.train(&points(), &Points::new(vec![], vec![]).unwrap()).unwrap();
        assert_eq!(bits(&trainer.model), bits(&without.model), "nothing to judge by");
    }
}
