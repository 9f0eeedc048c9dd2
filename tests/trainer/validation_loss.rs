//! The loss on the validation set, and that a trainer may move to another thread.
use super::*;
use shapeful::train::L2;
use shapeful::{Reduction, mse_loss, svm_loss};

/// After a training without steps that matter, the loss of the trainer and that of the course's function.
fn of<L>(loss: L) -> f64
where
    L: Objective<TwoLayerNet, (Tensor<(Batch, Channels, Height, Width)>, Labels<Batch, Classes>)>,
{
    let net = TwoLayerNet::init(&mut rng(3));
    let optimizer = Sgd::new(&net, 0.0);
    let told = Arc::new(Mutex::new(Vec::new()));
    let reports = Arc::clone(&told);
    let mut trainer = Trainer::new::<Batch>(net, optimizer, loss)
        .epochs(2)
        .on_epoch(move |report| reports.lock().unwrap().push(report.validation_loss));
    // 29 examples do not divide into batches: each is counted once.
    trainer.train(&noise(8, 1), &noise(29, 2)).unwrap();
    let losses = &trainer.history.validation_losses;
    assert_eq!(losses.len(), trainer.history.validation_scores.len());
    assert_eq!(*told.lock().unwrap(), [Some(losses[1]), Some(losses[2])]);
    losses[2]
}
#[test]
fn is_the_mean_over_all_examples() {
    let net = TwoLayerNet::init(&mut rng(3));
    let (x, y) = noise(29, 2).to_batch::<dim!(29)>().unwrap();
    let scores: Tensor<(dim!(29), Classes)> = net.predict(&x);
    let softmax = f64::from(softmax_loss(&scores, &y).0);
    let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-6 * b, "{a} {b}");
    close(of(SoftmaxLoss), softmax);
    close(of(SvmLoss), f64::from(svm_loss(&scores, &y).0));
    let squares = net.hidden.w.dot(&net.hidden.w) + net.out.w.dot(&net.out.w);
    close(of(L2 { loss: SoftmaxLoss, reg: 0.5 }), softmax + f64::from(0.25 * squares));
}
#[test]
fn of_real_targets_is_the_squared_error() {
    let data = Examples::<(One,), (Rest,)>::new(vec![1.0, 2.0, 3.0], vec![1.0, 0.0, 2.0, 5.0, -1.0, 1.0]).unwrap();
    let net = Linear::<One, Rest> { w: Tensor::from([[1.0, 2.0]]), b: Tensor::zeros() };
    let optimizer = Sgd::new(&net, 0.0);
    let mut trainer = Trainer::new::<Rest>(net.clone(), optimizer, MseLoss).drop_rest().epochs(1);
    trainer.train(&data, &data).unwrap();
    let (x, y) = data.to_batch::<dim!(3)>().unwrap();
    let expected = f64::from(mse_loss(&net.predict(&x), &y, Reduction::Mean).0);
    assert!((trainer.history.validation_losses[1] - expected).abs() < 1e-6 * expected);
}
#[test]
fn none_without_a_validation_set() {
    let net = TwoLayerNet::init(&mut rng(3));
    let optimizer = Sgd::new(&net, 0.1);
    let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss)
        .epochs(1)
        .on_epoch(|report| assert_eq!(report.validation_loss, None));
    trainer.train(&noise(8, 1), &noise(0, 2)).unwrap();
    assert!(trainer.history.validation_losses.is_empty());
}
#[test]
fn a_trainer_trains_in_another_thread() {
    let net = TwoLayerNet::init(&mut rng(3));
    let optimizer = Sgd::new(&net, 0.1);
    let trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).on_epoch(|_| {}).on_gradient(|_| {});
    let stop = trainer.stop_flag();
    let training = std::thread::spawn(move || trainer.epochs(usize::MAX).train(&noise(8, 1), &noise(8, 2)));
    stop.store(true, Ordering::Relaxed);
    assert!(matches!(training.join().unwrap(), Ok(End::Stopped { .. })));
}
